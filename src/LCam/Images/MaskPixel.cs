namespace LCam.Images;

/// <summary>What a mask says of one pixel.</summary>
public enum MaskPixel : byte
{
    /// <summary>It lies beside the object.</summary>
    Background,

    /// <summary>It lies on the object.</summary>
    Foreground,

    /// <summary>It counts as neither.</summary>
    Ignored,
}
