using System.Text;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Outputs;

/// <summary>
/// Decides whether a command may write its outputs. None may be, or lie in, what the command reads, the store, or another
/// output; none replaces a device, a pipe or a folder; and a file that is there gives way only where lcam wrote it, where
/// it is empty, or where the user says so.
/// </summary>
/// <param name="force">Whether files that lcam did not write may be replaced. It allows nothing else.</param>
public sealed class OutputGuard(bool force)
{
    private readonly List<(string What, string Path)> _inputs = [];
    private readonly List<Output> _outputs = [];

    /// <summary>What is to be written.</summary>
    public IReadOnlyList<Output> Outputs => _outputs;

    /// <summary>Names a file or folder that the command reads; a folder stands for all that is in it.</summary>
    /// <param name="what">With its article, as messages call it.</param>
    /// <param name="path">Null for none.</param>
    public OutputGuard Protect(string what, string? path)
    {
        if (!string.IsNullOrEmpty(path))
        {
            _inputs.Add((what, path));
        }

        return this;
    }

    /// <summary>Names an output.</summary>
    /// <param name="path">Null for none.</param>
    public OutputGuard Add(string where, string? path, OutputKind kind)
    {
        if (path is not null)
        {
            _outputs.Add(new Output(where, path, kind));
        }

        return this;
    }

    /// <exception cref="ProblemException">All that is wrong with the outputs; nothing was written.</exception>
    public void Check() => ProblemException.ThrowIfAny(ProblemKind.InvalidInput, Problems());

    /// <summary>All that is wrong with the outputs.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        var rules = new OutputRules(force, _inputs);
        var problems = new List<Problem>();
        foreach (var output in _outputs)
        {
            problems.AddRange(rules.Place(output));
        }

        return problems;
    }

    /// <summary>Writes a text output, whole or not at all. What is there now is looked at again: it may have come meanwhile.</summary>
    /// <exception cref="ProblemException">It may not, or cannot, be written.</exception>
    public void Write(Output output, string text) => Write(output, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>As the other overload, of an output that is written piece by piece.</summary>
    /// <exception cref="ProblemException">It may not, or cannot, be written.</exception>
    public void Write(Output output, Action<Stream> write)
    {
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, new OutputRules(force, _inputs).Place(output));
        try
        {
            var target = OutputPlace.Of(output.Path, output.Where).Path;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            AsideFile.Write(target, write);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(output.Path, $"cannot be written: {failure.Message}"), failure);
        }
    }
}
