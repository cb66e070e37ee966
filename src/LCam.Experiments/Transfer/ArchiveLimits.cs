namespace LCam.Experiments.Transfer;

/// <summary>How large anything in an archive may be: far above what a program leaves, far below what fills a machine.</summary>
internal static class ArchiveLimits
{
    private const long Mebibyte = 1L << 20;
    private const long Gibibyte = 1L << 30;

    /// <summary>Bytes of the manifest.</summary>
    public const long Manifest = 256 * Mebibyte;

    /// <summary>Bytes of all files, unpacked.</summary>
    public const long Total = 256 * Gibibyte;

    public const int Runs = 100_000;

    public const int Experiments = 1_000;

    public const int CellsOfExperiment = 100_000;

    /// <summary>Entries of the zip file: every run's files, and the manifest.</summary>
    public const int Entries = (Runs * 8) + 1;

    public const long Order = 4 * Mebibyte;

    public const long Result = Mebibyte;

    /// <summary>About three million lines.</summary>
    public const long Journal = Gibibyte;

    public const long Log = 256 * Mebibyte;

    /// <summary>VGG-16, the largest network here, has 0.6 GB.</summary>
    public const long Weights = 2 * Gibibyte;

    public const long Attention = Gibibyte;

    /// <summary>50,000 images' maps of 224x224 have 9 GiB.</summary>
    public const long Maps = 64 * Gibibyte;

    /// <summary>Files below this may be packed to any size.</summary>
    public const long Packable = 16 * Mebibyte;

    /// <summary>How many bytes one packed byte may stand for in larger files, logs apart: numbers do not repeat themselves so often.</summary>
    public const long Packing = 64;

    // Characters.
    public const int Name = 1_000;
    public const int Path = 4_096;
    public const int Identity = (int)Mebibyte;
    public const int Environment = (int)Mebibyte;
    public const int Inputs = (int)Mebibyte;

    /// <summary>The kept changes are 1 MiB at most, before they are a text in a text.</summary>
    public const int Source = (int)(16 * Mebibyte);

    /// <summary>As of a spec's file.</summary>
    public const int Spec = (int)(8 * Mebibyte);

    /// <summary>A line of a journal, in bytes: a layer's line has all images.</summary>
    public const int JournalLine = (int)(64 * Mebibyte);

    public const int Attempt = 100_000;

    public const int Threads = 1 << 16;

    /// <summary>A century, in seconds.</summary>
    public const double Seconds = 3.2e9;

    public static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A number of bytes as messages tell it.</summary>
    public static string Text(long bytes) => bytes switch
    {
        >= Gibibyte => FormattableString.Invariant($"{bytes / (double)Gibibyte:0.#} GiB"),
        >= Mebibyte => FormattableString.Invariant($"{bytes / (double)Mebibyte:0.#} MiB"),
        _ => FormattableString.Invariant($"{bytes} bytes"),
    };
}
