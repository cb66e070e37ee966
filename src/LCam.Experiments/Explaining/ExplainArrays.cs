using LCam.Arrays;

namespace LCam.Experiments.Explaining;

/// <summary>
/// Each explainer's maps as NumPy's archives, written while they are made: of what the network sees, scaled to [0,1], under
/// the images' paths as they were given.
/// </summary>
internal sealed class ExplainArrays : IDisposable
{
    private readonly List<(FileStream File, MapsArchive Archive)> _archives = [];

    /// <param name="folder">Where the files go; null where none are written.</param>
    public ExplainArrays(ExplainPlan plan, string? folder)
    {
        foreach (var column in plan.WritesArrays && folder is not null ? plan.Columns : [])
        {
            var file = new FileStream(Path.Combine(folder!, ExplainFiles.Arrays(column)), FileMode.CreateNew, FileAccess.Write);
            _archives.Add((file, new MapsArchive(file, plan.Images.Count)));
        }
    }

    /// <summary>Adds an image's map by one of the plan's explainers.</summary>
    /// <param name="column">Its place in the plan.</param>
    public void Add(int column, ExplainImage image, int explained, ReadOnlySpan<float> map)
    {
        if (_archives.Count > 0)
        {
            _archives[column].Archive.Add(image.Path, explained, map, image.Crop.Height, image.Crop.Width);
        }
    }

    /// <summary>Writes what belongs behind the last map.</summary>
    public void Complete() => _archives.ForEach(archive => archive.Archive.Complete());

    public void Dispose()
    {
        foreach (var (file, archive) in _archives)
        {
            archive.Dispose();
            file.Dispose();
        }
    }
}
