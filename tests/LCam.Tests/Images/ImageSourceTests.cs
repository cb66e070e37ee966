using LCam.Images;
using LCam.Problems;
using TorchSharp;

namespace LCam.Tests.Images;

public sealed class ImageSourceTests
{
    private const int Seed = 5;
    private const int BatchSize = 4;

    [Theory]
    [InlineData(4, 0)]
    [InlineData(1, 1 << 20)]
    [InlineData(3, 4000)]
    public void Workers_and_cache_change_no_pixel(int workers, long cacheBytes)
    {
        using var images = new TemporaryImages(count: 11);
        var plain = new ImageSource(images.Set, 16, 14, workers: 1);
        var other = new ImageSource(images.Set, 16, 14, workers, cacheBytes);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            BatchContent.AssertEqual(
                BatchContent.Drain(plain.Training(Seed, epoch, 0, BatchSize)),
                BatchContent.Drain(other.Training(Seed, epoch, 0, BatchSize)));
        }
    }

    [Fact]
    public void Starting_at_a_step_equals_skipping_the_steps_before_it()
    {
        using var images = new TemporaryImages(count: 11);
        var source = new ImageSource(images.Set, 16, 14);
        var training = BatchContent.Drain(source.Training(Seed, 1, 0, BatchSize));
        var evaluation = BatchContent.Drain(source.Evaluation(BatchSize));
        for (var step = 0; step <= source.BatchCount(BatchSize); step++)
        {
            BatchContent.AssertEqual([.. training.Skip(step)], BatchContent.Drain(source.Training(Seed, 1, step, BatchSize)));
            BatchContent.AssertEqual([.. evaluation.Skip(step)], BatchContent.Drain(source.Evaluation(BatchSize, step)));
        }
    }

    [Fact]
    public void Some_batches_are_those_of_the_whole_pass()
    {
        using var images = new TemporaryImages(count: 11);
        var source = new ImageSource(images.Set, 16, 14);
        var all = BatchContent.Drain(source.Evaluation(BatchSize));
        foreach (var batches in (int[][])[[0], [1], [2], [0, 2], [1, 2], [0, 1, 2], []])
        {
            BatchContent.AssertEqual([.. batches.Select(batch => all[batch])], BatchContent.Drain(source.Evaluation(BatchSize, batches)));
        }
    }

    [Fact]
    public void An_epoch_has_every_row_once_and_keeps_the_last_partial_batch()
    {
        using var images = new TemporaryImages(count: 11);
        var source = new ImageSource(images.Set, 16, 14);
        var batches = BatchContent.Drain(source.Training(Seed, 0, 0, BatchSize));
        Assert.Equal([4, 4, 3], batches.Select(batch => batch.Indices.Length));
        Assert.Equal(source.BatchCount(BatchSize), batches.Count);
        Assert.Equal(Enumerable.Range(0, 11), batches.SelectMany(batch => batch.Indices).Order());
        Assert.All(batches, batch => Assert.Equal(batch.Indices.Select(row => (long)(row % 3)), batch.Labels));
    }

    [Fact]
    public void Epochs_and_seeds_have_their_own_order_and_crops()
    {
        using var images = new TemporaryImages(count: 11);
        var source = new ImageSource(images.Set, 16, 12);
        int[] Order(long seed, int epoch) => [.. BatchContent.Drain(source.Training(seed, epoch, 0, 11)).Single().Indices];
        Assert.NotEqual(Order(Seed, 0), Order(Seed, 1));
        Assert.NotEqual(Order(Seed, 0), Order(Seed + 1, 0));
        Assert.Equal(Order(Seed, 1), Order(Seed, 1));
    }

    [Fact]
    public void Evaluation_yields_centre_crops_in_list_order_as_channels_first_bytes_over_255()
    {
        using var images = new TemporaryImages(count: 5);
        var source = new ImageSource(images.Set, 16, 13);
        using var batch = source.Evaluation(BatchSize).First();
        Assert.Equal([4, 3, 13, 13], batch.Images.shape);
        Assert.Equal(torch.float32, batch.Images.dtype);
        Assert.True(batch.Images.is_contiguous());
        Assert.Equal([0, 1, 2, 3], batch.Indices);
        var values = batch.Images.data<float>().ToArray();
        for (var item = 0; item < 4; item++)
        {
            var crop = ImageLoader.ForEvaluation(images.Set.PathOf(item), 16, 13);
            for (var i = 0; i < crop.Pixels.Length; i++)
            {
                var (pixel, channel) = (i / 3, i % 3);
                Assert.Equal(crop.Pixels[i] / 255f, values[(((item * 3) + channel) * 169) + pixel]);
            }
        }
    }

    [Fact]
    public void Training_crops_lie_inside_the_resized_image_and_some_are_flipped()
    {
        using var images = new TemporaryImages(count: 8);
        var source = new ImageSource(images.Set, 16, 16);
        var set = images.Set;
        var flipped = 0;
        foreach (var batch in BatchContent.Drain(source.Training(Seed, 0, 0, 1)))
        {
            var resized = ImageLoader.Resized(set.PathOf(batch.Indices[0]), 16);
            var candidates = Squares(resized).Select(square => (Square: square, Flip: ImageTransforms.HorizontalFlip(square))).ToArray();
            var isPlain = candidates.Any(candidate => Planes(candidate.Square).SequenceEqual(batch.Values));
            var isFlip = candidates.Any(candidate => Planes(candidate.Flip).SequenceEqual(batch.Values));
            Assert.True(isPlain || isFlip);
            flipped += isFlip ? 1 : 0;
        }

        Assert.InRange(flipped, 1, 7);
    }

    [Fact]
    public void Every_broken_image_of_a_batch_is_named_with_its_list_line()
    {
        using var images = new TemporaryImages(count: 6);
        images.Add("images/2.png", []);
        File.Delete(Path.Combine(images.Folder, "images", "3.png"));
        var source = new ImageSource(images.Set, 16, 14, workers: 2);
        var seen = 0;
        var failure = Assert.Throws<ProblemException>(() =>
        {
            foreach (var batch in source.Evaluation(2))
            {
                using (batch)
                {
                    seen++;
                }
            }
        });
        Assert.Equal(1, seen);
        Assert.Equal([$"{images.ListPath}:3", $"{images.ListPath}:4"], failure.Problems.Select(problem => problem.Where));
        Assert.StartsWith("images/2.png: the file is empty", failure.Problems[0].What, StringComparison.Ordinal);
        Assert.StartsWith("images/3.png: there is no such file", failure.Problems[1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_enumeration_stops_with_the_usual_exception()
    {
        using var images = new TemporaryImages(count: 11);
        using var cancellation = new CancellationTokenSource();
        var source = new ImageSource(images.Set, 16, 14, workers: 2);
        using var batches = source.Evaluation(2, 0, cancellation.Token).GetEnumerator();
        Assert.True(batches.MoveNext());
        batches.Current.Dispose();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => batches.MoveNext());
    }

    private static IEnumerable<RgbImage> Squares(RgbImage image)
    {
        var side = Math.Min(image.Width, image.Height);
        for (var offset = 0; offset <= Math.Max(image.Width, image.Height) - side; offset++)
        {
            var (left, top) = image.Width > image.Height ? (offset, 0) : (0, offset);
            var pixels = Enumerable.Range(0, side).SelectMany(y => image.Pixels.AsSpan((((top + y) * image.Width) + left) * 3, side * 3).ToArray());
            yield return new RgbImage(side, side, [.. pixels]);
        }
    }

    private static IEnumerable<float> Planes(RgbImage image) =>
        Enumerable.Range(0, 3).SelectMany(channel => image.Pixels.Where((_, i) => i % 3 == channel)).Select(value => value / 255f);
}
