using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace LCam.Experiments.Provenance;

/// <summary>
/// Runs programs of this machine: found by full path or in PATH, without a shell, with an end to their time and to what
/// they may print. Variables that tell git which programs or repository to use are not handed on.
/// </summary>
public sealed class ProgramRunner : IProgramRunner
{
    /// <summary>How long a program may take.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    /// <summary>How much a program may print, in characters.</summary>
    public const int DefaultLongest = 32 << 20;

    private const int BufferSize = 1 << 14;
    private const string GitVariables = "GIT_";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly TimeSpan _patience;
    private readonly int _longest;
    private readonly Func<string?> _searchPath;

    public ProgramRunner()
        : this(DefaultPatience, DefaultLongest, () => Environment.GetEnvironmentVariable("PATH"))
    {
    }

    internal ProgramRunner(TimeSpan patience, int longest, Func<string?> searchPath)
    {
        _patience = patience;
        _longest = longest;
        _searchPath = searchPath;
    }

    public ProgramResult? Run(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (ProgramFinder.Find(program, _searchPath()) is not { } path)
        {
            return null;
        }

        try
        {
            using var process = Process.Start(Describe(path, arguments, environment))!;
            return Follow(process, input, program);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static ProcessStartInfo Describe(string path, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(GitVariables, StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private ProgramResult Follow(Process process, string? input, string program)
    {
        using var stop = new CancellationTokenSource(_patience);
        try
        {
            var output = ReadAsync(process.StandardOutput, stop.Token);
            var error = ReadAsync(process.StandardError, stop.Token);
            var fed = FeedAsync(process, input, stop.Token);

            // The first that goes wrong ends the wait: a program that prints too much may never end.
            var all = new List<Task> { output, error, fed, process.WaitForExitAsync(stop.Token) };
            while (all.Count > 0)
            {
                var over = Task.WhenAny(all).GetAwaiter().GetResult();
                over.GetAwaiter().GetResult();
                all.Remove(over);
            }

            return new ProgramResult(process.ExitCode, output.Result, error.Result);
        }
        catch (OperationCanceledException)
        {
            return End(process, FormattableString.Invariant($"{program} took longer than {_patience.TotalSeconds} seconds and was ended"));
        }
        catch (InvalidDataException)
        {
            return End(process, FormattableString.Invariant($"{program} printed more than {_longest} characters and was ended"));
        }
    }

    // What it started goes with it.
    private static ProgramResult End(Process process, string why)
    {
        process.Kill(entireProcessTree: true);
        return new ProgramResult(ProgramResult.Ended, "", why);
    }

    private async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[BufferSize];
        for (int read; (read = await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (text.Append(buffer, 0, read).Length > _longest)
            {
                throw new InvalidDataException("too much");
            }
        }

        return text.ToString();
    }

    private static async Task FeedAsync(Process process, string? input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it: its exit code says why.
        }
    }
}
