using LCam.Problems;
using LCam.Randomness;

namespace LCam.Images;

/// <summary>
/// Batches of an image set for training and evaluation, decoded in parallel ahead of their use. Every pixel is a pure
/// function of the list, the images, the sizes and the seed: workers, cache, prefetching and the step that one starts
/// at change nothing.
/// </summary>
public sealed class ImageSource
{
    private readonly ImageSet _set;
    private readonly int _inputSize;
    private readonly int _cropSize;
    private readonly int _workers;
    private readonly ResizedImageCache _cache;

    /// <param name="set">The images.</param>
    /// <param name="inputSize">The short side after resizing, in pixels.</param>
    /// <param name="cropSize">The side of the square crop, in pixels; at most <paramref name="inputSize"/>.</param>
    /// <param name="workers">Images decoded at once; 0 for the number of processors.</param>
    /// <param name="cacheBytes">Memory for resized images that later epochs need not decode again; 0 for none.</param>
    public ImageSource(ImageSet set, int inputSize, int cropSize, int workers = 0, long cacheBytes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cropSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cropSize, inputSize);
        ArgumentOutOfRangeException.ThrowIfNegative(cacheBytes);
        _set = set;
        _inputSize = inputSize;
        _cropSize = cropSize;
        _workers = Workers.Count(workers);
        _cache = new ResizedImageCache(set.Entries.Count, cacheBytes);
    }

    /// <summary>The number of batches in one pass; the last may be smaller than the others.</summary>
    public int BatchCount(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return (int)(((long)_set.Entries.Count + batchSize - 1) / batchSize);
    }

    /// <summary>One epoch's batches in shuffled order, each image cropped at random and flipped with probability 1/2, from a step on.</summary>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="epoch">0-based.</param>
    /// <param name="startStep">0-based index of the first batch to yield: the earlier ones are skipped without being decoded.</param>
    /// <param name="batchSize">Images a batch; the last batch may have fewer.</param>
    /// <param name="cancellation">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ProblemException">While enumerating: images of the next batch cannot be decoded; all of that batch's are named with their list lines.</exception>
    public IEnumerable<ImageBatch> Training(long seed, int epoch, int startStep, int batchSize, CancellationToken cancellation = default)
    {
        var order = new CounterRandom(seed, RandomPurpose.Shuffle, epoch).NextPermutation(_set.Entries.Count);
        return Batches(order, startStep, batchSize, (row, image) => Augment(image, seed, epoch, row), cancellation);
    }

    /// <summary>Batches in list order with centre crops, from a batch on.</summary>
    /// <param name="batchSize">Images a batch; the last batch may have fewer.</param>
    /// <param name="startBatch">0-based index of the first batch to yield.</param>
    /// <param name="cancellation">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ProblemException">As in <see cref="Training"/>.</exception>
    public IEnumerable<ImageBatch> Evaluation(int batchSize, int startBatch = 0, CancellationToken cancellation = default) =>
        Batches([.. Enumerable.Range(0, _set.Entries.Count)], startBatch, batchSize, (_, image) => ImageTransforms.CenterCrop(image, _cropSize), cancellation);

    /// <summary>Some of the batches that a whole pass in list order has.</summary>
    /// <param name="batchSize">Images a batch; the last batch of the list may have fewer.</param>
    /// <param name="batches">0-based, ascending.</param>
    /// <param name="cancellation">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ProblemException">As in <see cref="Training"/>.</exception>
    public IEnumerable<ImageBatch> Evaluation(int batchSize, IEnumerable<int> batches, CancellationToken cancellation = default)
    {
        var rows = batches.SelectMany(batch => Enumerable.Range(batch * batchSize, Math.Min(batchSize, _set.Entries.Count - (batch * batchSize))));
        return Batches([.. rows], 0, batchSize, (_, image) => ImageTransforms.CenterCrop(image, _cropSize), cancellation);
    }

    private IEnumerable<ImageBatch> Batches(int[] order, int startBatch, int batchSize, Func<int, RgbImage, RgbImage> crop, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startBatch);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var first = (int)Math.Min((long)startBatch * batchSize, order.Length);

        // One batch and a little more ahead: decoding goes on while the network works, and memory stays bounded.
        var ahead = (int)Math.Min((long)batchSize + (2L * _workers), Math.Max(order.Length - first, 1));
        var samples = OrderedPrefetch.Run(order.Skip(first), row => Decode(row, crop), _workers, ahead, cancellation);
        return samples.Chunk(batchSize).Select(Assemble);
    }

    private DecodedSample Decode(int row, Func<int, RgbImage, RgbImage> crop)
    {
        try
        {
            var resized = _cache.GetOrAdd(row, index => ImageLoader.Resized(_set.PathOf(index), _inputSize));
            return new DecodedSample(row, crop(row, resized), null);
        }
        catch (ProblemException failure)
        {
            return new DecodedSample(row, null, failure);
        }
    }

    private RgbImage Augment(RgbImage image, long seed, int epoch, int row)
    {
        var place = new CounterRandom(seed, RandomPurpose.Crop, epoch, row);
        var crop = ImageTransforms.RandomCrop(image, _cropSize, ref place);
        return new CounterRandom(seed, RandomPurpose.Flip, epoch, row).NextDouble() < 0.5 ? ImageTransforms.HorizontalFlip(crop) : crop;
    }

    private ImageBatch Assemble(DecodedSample[] samples)
    {
        var failures = samples.Where(sample => sample.Failure is not null).ToArray();
        if (failures.Length > 0)
        {
            var problems = failures.SelectMany(sample => sample.Failure!.Problems.Select(problem =>
                new Problem(_set.PlaceOf(sample.Row), $"{_set.Entries[sample.Row].Path}: {problem.What}", problem.Remedy)));
            throw new ProblemException(failures[0].Failure!.Kind, [.. problems], failures[0].Failure);
        }

        return ImageBatch.Stack(
            [.. samples.Select(sample => sample.Crop!)],
            [.. samples.Select(sample => (long)_set.Entries[sample.Row].Label)],
            [.. samples.Select(sample => sample.Row)]);
    }
}
