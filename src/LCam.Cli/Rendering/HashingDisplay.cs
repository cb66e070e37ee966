using System.Globalization;
using LCam.Experiments.Planning;

namespace LCam.Cli.Rendering;

/// <summary>Says of large data sets what is read of them, and how far that is. Small ones are read before anyone asks.</summary>
internal sealed class HashingDisplay(CliContext context) : IProgress<HashingProgress>
{
    private const int Large = 50_000;

    private readonly Lock _gate = new();
    private string? _folder;
    private CountProgress? _counts;

    public void Report(HashingProgress value)
    {
        lock (_gate)
        {
            if (value.Total == 0)
            {
                (_folder, _counts) = (null, null);
                context.Say($"{value.Folder}: finding its images");
            }
            else if (_folder != value.Folder || _counts is null)
            {
                (_folder, _counts) = (value.Folder, new CountProgress(context, "images"));
                if (value.Total >= Large)
                {
                    context.Say(string.Create(CultureInfo.InvariantCulture, $"{value.Folder}: comparing {value.Total} images with the hashes that are known, and hashing the others"));
                }
            }
        }

        _counts?.Report(value.Done, value.Total);
    }
}
