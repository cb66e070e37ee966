using System.Globalization;
using System.IO.Abstractions;
using System.Text.Json;
using System.Text.Json.Serialization;
using LCam.Experiments.Journals;
using LCam.Experiments.Resilience;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Stages;

/// <summary>
/// One run's own folder, <c>stages/KEY/ATTEMPT/</c> in a store: the only place that its worker writes.
/// </summary>
public sealed class StageFolder
{
    /// <summary>The folder of all stages in a store.</summary>
    public const string StagesName = "stages";

    public const string OrderName = "stage.json";
    public const string JournalName = "journal.jsonl";
    public const string LogName = "log.txt";
    public const string ResultName = "result.json";

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        Converters = { new VariantConverter(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public StageFolder(IFileSystem fileSystem, string store, string stageKey, int attempt)
    {
        FileSystem = fileSystem;
        Store = store;
        Path = fileSystem.Path.Combine(store, StagesName, stageKey, attempt.ToString(CultureInfo.InvariantCulture));
    }

    private StageFolder(IFileSystem fileSystem, string path, string store)
    {
        FileSystem = fileSystem;
        Path = path;
        Store = store;
    }

    /// <summary>The run's folder at a path.</summary>
    public static StageFolder At(IFileSystem fileSystem, string path) =>
        new(fileSystem, fileSystem.Path.TrimEndingDirectorySeparator(path), fileSystem.Path.GetFullPath(fileSystem.Path.Combine(path, "..", "..", "..")));

    /// <summary>A folder outside a store, for a stage that takes from the store what it needs and leaves nothing there.</summary>
    public static StageFolder Outside(IFileSystem fileSystem, string path, string store) => new(fileSystem, path, store);

    /// <summary>All attempts at a stage that left a folder, first to last.</summary>
    public static IReadOnlyList<StageFolder> Attempts(IFileSystem fileSystem, string store, string stageKey) =>
        [.. AttemptNumbers(fileSystem, store, stageKey).Select(attempt => new StageFolder(fileSystem, store, stageKey, attempt))];

    /// <summary>The numbers of the attempts at a stage that left a folder, ascending.</summary>
    public static IReadOnlyList<int> AttemptNumbers(IFileSystem fileSystem, string store, string stageKey)
    {
        var parent = fileSystem.Path.Combine(store, StagesName, stageKey);
        return fileSystem.Directory.Exists(parent)
            ?
            [
                .. fileSystem.Directory.GetDirectories(parent)
                    .Select(path => int.TryParse(fileSystem.Path.GetFileName(path), CultureInfo.InvariantCulture, out var attempt) ? attempt : 0)
                    .Where(attempt => attempt > 0)
                    .Order(),
            ]
            : [];
    }

    public IFileSystem FileSystem { get; }

    /// <summary>The store that the folder is in.</summary>
    public string Store { get; }

    /// <summary>The folder's own path.</summary>
    public string Path { get; }

    public string OrderPath => PathOf(OrderName);

    public string JournalPath => PathOf(JournalName);

    public string LogPath => PathOf(LogName);

    public string ResultPath => PathOf(ResultName);

    /// <summary>The file whose lock is the right to work on the stage: one for all attempts.</summary>
    public string LockPath => FileSystem.Path.Combine(FileSystem.Path.GetDirectoryName(Path)!, "lock");

    /// <summary>The stage's key, as the folder's place says it.</summary>
    public string Key => FileSystem.Path.GetFileName(FileSystem.Path.GetDirectoryName(Path)!);

    /// <summary>Which attempt at the stage it is, as the folder's place says it; 0 where that is no number.</summary>
    public int Attempt => int.TryParse(FileSystem.Path.GetFileName(Path), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;

    /// <summary>Whether the folder lies where a store has its runs.</summary>
    public bool IsInStore => Path == FileSystem.Path.Combine(Store, StagesName, Key, FileSystem.Path.GetFileName(Path))
        && int.TryParse(FileSystem.Path.GetFileName(Path), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public bool Exists => FileSystem.Directory.Exists(Path);

    /// <summary>The path of a file of this folder.</summary>
    public string PathOf(string name) => FileSystem.Path.Combine(Path, name);

    /// <summary>Empties the folder.</summary>
    public void Clear()
    {
        if (Exists)
        {
            FileSystem.Directory.Delete(Path, recursive: true);
        }

        FileSystem.Directory.CreateDirectory(Path);
    }

    public void WriteOrder(StageOrder order)
    {
        FileSystem.Directory.CreateDirectory(Path);
        WriteWhole(OrderPath, Text(order));
    }

    public StageOrder ReadOrder() => Read<StageOrder>(OrderPath, order => order.IsComplete, RunFormat.FirstOfOrders);

    /// <summary>Adds to the log. Where something else is in its place nothing is said: who reads it would wait, too.</summary>
    public void AppendLog(IEnumerable<string> lines)
    {
        if (FileIdentity.Of(LogPath) is null or { Kind: FileKind.Regular })
        {
            FileSystem.File.AppendAllLines(LogPath, lines);
        }
    }

    /// <summary>Writes the result: the folder's last file, whose presence says that the run is over.</summary>
    public void WriteResult(StageResult result) =>
        WriteWhole(ResultPath, Text(result));

    /// <summary>The result; null while the run is not over.</summary>
    public StageResult? ReadResult() => FileSystem.File.Exists(ResultPath) ? Read<StageResult>(ResultPath, IsComplete) : null;

    /// <summary>Forgets how the run ended, for it goes on.</summary>
    public void DeleteResult()
    {
        if (FileSystem.File.Exists(ResultPath))
        {
            FileSystem.File.Delete(ResultPath);
        }
    }

    /// <summary>The journal's length in bytes; 0 where there is none.</summary>
    public long JournalLength => FileSystem.File.Exists(JournalPath) ? FileSystem.FileInfo.New(JournalPath).Length : 0;

    /// <summary>The journal's whole lines from an offset on.</summary>
    public IEnumerable<PlacedEntry> ReadJournal(long offset = 0) => JournalReader.Read(FileSystem, JournalPath, offset);

    /// <summary>Makes sure that the folder was not taken away under a worker's hands: what is written to open files of it is lost then.</summary>
    /// <exception cref="ProblemException">It was.</exception>
    public void RequireJournal()
    {
        if (!FileSystem.File.Exists(JournalPath))
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(
                Path, "the stage's folder was deleted while it was being worked on", "leave the store alone, and 'lcam retry'"));
        }
    }

    /// <summary>Describes a file of this folder as one that the run leaves.</summary>
    public ResultFile Describe(string name, string role) =>
        new(name, role, FileHash.Of(FileSystem, PathOf(name)), FileSystem.FileInfo.New(PathOf(name)).Length);

    /// <summary>What an order or a result says.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static T Parse<T>(ReadOnlySpan<byte> text) => JsonSerializer.Deserialize<T>(text, JsonOptions) ?? throw new JsonException("it is empty");

    // The serializer leaves null what a file does not say.
    private static bool IsComplete(StageResult result) =>
        result.Failure is not ({ Kind: null } or { Message: null }) && result.Artifacts is { } files && files.All(file => file is { Path: not null, Role: not null, Sha256: not null });

    private T Read<T>(string path, Func<T, bool> isComplete, int firstFormat = 1)
    {
        DataFile.Require(path);
        try
        {
            var bytes = FileSystem.File.ReadAllBytes(path);
            RunFormat.Require(path, bytes, firstFormat);
            var content = Parse<T>(bytes);
            return isComplete(content) ? content : throw new JsonException("a part of it is missing");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new ProblemException(
                ProblemKind.DataMissing,
                new Problem(path, $"this file of a run is damaged: {failure.Message}", "'lcam audit' tells what else is; delete the run's folder and run the experiment again"),
                failure);
        }
    }

    private static byte[] Text<T>(T content)
    {
        var text = JsonSerializer.SerializeToNode(content, JsonOptions)!.AsObject();
        text.Insert(0, RunFormat.Key, RunFormat.Version);
        return JsonSerializer.SerializeToUtf8Bytes(text, JsonOptions);
    }

    // One writer at a time has the folder: the name need not say whose it is.
    private void WriteWhole(string path, byte[] bytes) =>
        FileSystem.Replace(path, stream => stream.Write(bytes), path + AsideName.Partial);
}
