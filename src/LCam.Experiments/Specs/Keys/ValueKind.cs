namespace LCam.Experiments.Specs.Keys;

internal enum ValueKind
{
    Text,
    Name,
    Path,
    Integer,
    Number,
    Flag,
    Choice,
}
