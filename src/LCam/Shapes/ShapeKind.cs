namespace LCam.Shapes;

/// <summary>The labelled objects of the embedded data set; the value is the label.</summary>
internal enum ShapeKind
{
    Disc,
    Ring,
    Square,
    Triangle,
    Star,
    Cross,
    Crescent,
    Heart,
}
