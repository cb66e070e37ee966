namespace LCam.Memory;

/// <summary>Does work in batches, and halves them for good when memory runs out.</summary>
/// <param name="size">Items a batch, at first.</param>
public sealed class ShrinkingBatches(int size)
{
    /// <summary>Items a batch, now.</summary>
    public int Size { get; private set; } = size;

    /// <summary>Does items 0 to <paramref name="count"/>-1, in order.</summary>
    /// <param name="work">Does so many items from one on; where memory runs out it is called again for fewer of the same items.</param>
    /// <param name="shrunk">Hears of every new size, and the first item that it is for.</param>
    /// <exception cref="Exception">What <paramref name="work"/> throws, memory that does not suffice for one item included.</exception>
    public void Run(int count, Action<int, int> work, Action<int, int> shrunk)
    {
        for (var first = 0; first < count;)
        {
            var taken = Math.Min(Size, count - first);
            try
            {
                work(first, taken);
                first += taken;
            }
            catch (Exception failure) when (Size > 1 && MemoryShortage.Is(failure))
            {
                Size = (Size + 1) / 2;
                shrunk(Size, first);
            }
        }
    }
}
