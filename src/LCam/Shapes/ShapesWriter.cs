using System.Globalization;
using System.Text;
using LCam.Images;

namespace LCam.Shapes;

/// <summary>Writes a data set's images, masks and lists into a folder.</summary>
internal static class ShapesWriter
{
    public static void Write(ShapesOptions options, string folder, IProgress<int>? progress, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var split in ShapesSplit.All(options))
        {
            Directory.CreateDirectory(Path.Combine(folder, split.Name));
            Directory.CreateDirectory(Path.Combine(folder, "masks", split.Name));
            var labels = split.Labels(options);
            var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, split.Count, parallel, index =>
            {
                var scene = SceneRenderer.Render(options.Seed, split.FirstNumber + index, (ShapeKind)labels[index], options.Size);
                PngFile.Write(Path.Combine(folder, split.PathOf(index)), scene.Image);
                PngFile.WriteGray(Path.Combine(folder, "masks", split.PathOf(index)), scene.Mask);
                progress?.Report(Interlocked.Increment(ref done));
            });
            WriteList(Path.Combine(folder, split.Name + ".txt"), split, labels);
        }
    }

    private static void WriteList(string path, ShapesSplit split, int[] labels)
    {
        var text = new StringBuilder();
        for (var index = 0; index < labels.Length; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{split.PathOf(index)} {labels[index]}\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
