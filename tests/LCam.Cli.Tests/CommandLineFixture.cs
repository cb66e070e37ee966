using System.CommandLine;
using System.Globalization;

namespace LCam.Cli.Tests;

/// <summary>The command line without a process of its own, in a folder that is deleted at the end. Paths are absolute: the working directory is every test's.</summary>
internal sealed class CommandLineFixture : IDisposable
{
    /// <summary>A spec whose data set would be made first.</summary>
    public const string Spec =
        """
        name: tiny
        data:
          shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }
        backbones:
          vgg16: { weights: train, width: 0.03125, classifier: { epochs: 1, batch-size: 8 } }
        matrix: { backbone: vgg16, variant: fm, loss: [lcam, cross-entropy], seed: 1, percentage: [0, 0.5] }
        controls: []
        training: { epochs: 3, batch-size: 8, input-size: 48, crop-size: 40 }
        evaluation: { batch-size: 4, constant-map: zero }
        output: { store: store, table: table.md }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-cli-");

    /// <summary>What LCAM_STORE says; null where it is not set.</summary>
    public string? StoreVariable { get; set; }

    public CommandLineFixture() => StoreVariable = PathOf("store");

    public string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>All that is in the folder, with every file's text, by relative path. What SQLite keeps beside a database that is read is left out.</summary>
    public IReadOnlyDictionary<string, string> Files() => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal))
        .ToDictionary(path => Path.GetRelativePath(_folder.FullName, path), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>All verbs that do something, each with the way to it.</summary>
    public IReadOnlyList<(string[] Path, Command Verb)> Verbs()
    {
        return [.. Below([], Root())];

        static IEnumerable<(string[], Command)> Below(string[] path, Command verb) => verb.Subcommands.Count == 0
            ? [(path, verb)]
            : verb.Subcommands.SelectMany(below => Below([.. path, below.Name], below));
    }

    /// <summary>The command line's tree of verbs.</summary>
    public RootCommand Root() => Commands.Verbs.Root(Context(TextWriter.Null, TextWriter.Null));

    /// <summary>Runs a command line to its end.</summary>
    public CommandLineResult Run(params string[] args) => Run(CancellationToken.None, args);

    /// <summary>Runs a command line that may be asked to stop.</summary>
    public CommandLineResult Run(CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = new CommandLine(Context(output, error, cancellation)).Invoke(args);
        return new CommandLineResult(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CliContext Context(TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        Contexts.Of(output, error, name => name == "LCAM_STORE" ? StoreVariable : null, cancellation);
}

/// <summary>What a command line came to.</summary>
internal sealed record CommandLineResult(int ExitCode, string Output, string Error)
{
    public void AssertRefused(params string[] words)
    {
        Assert.True(ExitCode == ExitCodes.Invalid, $"{ExitCode}: {Error}");
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("internal error", Error, StringComparison.Ordinal);
    }
}
