namespace LCam.Images;

/// <summary>Keeps decoded and resized images up to a number of bytes; what no longer fits is decoded again each time. Thread-safe.</summary>
internal sealed class ResizedImageCache(int rows, long capacity)
{
    private readonly RgbImage?[] _images = capacity > 0 ? new RgbImage?[rows] : [];
    private long _used;

    internal RgbImage GetOrAdd(int row, Func<int, RgbImage> make)
    {
        if (_images.Length == 0)
        {
            return make(row);
        }

        if (Volatile.Read(ref _images[row]) is { } kept)
        {
            return kept;
        }

        var image = make(row);
        if (Interlocked.Add(ref _used, image.Pixels.Length) > capacity)
        {
            Interlocked.Add(ref _used, -image.Pixels.Length);
        }
        else if (Interlocked.CompareExchange(ref _images[row], image, null) is not null)
        {
            // Another thread kept the same image first: its bytes are counted already.
            Interlocked.Add(ref _used, -image.Pixels.Length);
        }

        return image;
    }
}
