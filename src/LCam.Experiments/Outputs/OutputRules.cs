using LCam.Files;
using LCam.Problems;
using Mono.Unix;
using Mono.Unix.Native;

namespace LCam.Experiments.Outputs;

/// <summary>Looks at outputs one after the other; each is compared with the inputs and with those before it.</summary>
internal sealed class OutputRules
{
    private const string ElsewhereFile = "name another file";

    private readonly bool _force;
    private readonly List<(string What, OutputPlace Place)> _inputs = [];
    private readonly List<(Output Output, OutputPlace Place)> _placed = [];

    public OutputRules(bool force, IEnumerable<(string What, string Path)> inputs)
    {
        _force = force;
        foreach (var (what, path) in inputs)
        {
            // An input whose name is impossible is no file that could be lost.
            try
            {
                _inputs.Add((what, OutputPlace.Of(path, path)));
            }
            catch (ProblemException)
            {
            }
        }
    }

    /// <summary>What is wrong with an output; nothing where it may be written.</summary>
    public IReadOnlyList<Problem> Place(Output output)
    {
        OutputPlace place;
        try
        {
            place = OutputPlace.Of(output.Path, output.Where);
        }
        catch (ProblemException failure)
        {
            return failure.Problems;
        }

        var problem = Input(output, place) ?? Twin(output, place) ?? Occupied(output, place) ?? Unwritable(output, place);
        _placed.Add((output, place));
        return problem is null ? [] : [problem];
    }

    private Problem? Input(Output output, OutputPlace place)
    {
        foreach (var (what, input) in _inputs)
        {
            if (place.IsSameAs(input))
            {
                var spelling = place.Path == input.Path ? $"is {what}" : $"leads to {what}, {input.Path}";
                return new Problem(output.Where, $"{place.Path} {spelling}, which the {output.Kind.Name} would replace", ElsewhereFile);
            }

            if (place.LiesIn(input))
            {
                return new Problem(output.Where, $"{place.Path} lies in {what}, {input.Path}", ElsewhereFile);
            }

            if (output.Kind.IsFolder && input.LiesIn(place))
            {
                return new Problem(output.Where, $"{what}, {input.Path}, lies in {place.Path}, which the {output.Kind.Name} would replace", "name another folder");
            }
        }

        return null;
    }

    private Problem? Twin(Output output, OutputPlace place)
    {
        foreach (var (other, before) in _placed)
        {
            if (place.IsSameAs(before) || place.LiesIn(before) || before.LiesIn(place))
            {
                return new Problem(output.Where, $"{place.Path} is where the {other.Kind.Name} goes, too ({other.Where})", "give each output a file of its own");
            }
        }

        return null;
    }

    private Problem? Occupied(Output output, OutputPlace place)
    {
        if (place.There is not { } there)
        {
            return null;
        }

        if (there.Kind != (output.Kind.IsFolder ? FileKind.Folder : FileKind.Regular))
        {
            return new Problem(output.Where, $"{place.Path} is a {DataFile.Word(there.Kind)}, where the {output.Kind.Name} cannot go", output.Kind.IsFolder ? "name another folder" : ElsewhereFile);
        }

        return _force || IsEmpty(place) || Wrote(output, place)
            ? null
            : new Problem(output.Where, $"{place.Path} is there already, and is no {output.Kind.Name} that lcam wrote", output.Kind.IsFolder ? "name another folder" : $"{ElsewhereFile}, or give --force to replace it");
    }

    private static bool IsEmpty(OutputPlace place) => place.There!.Kind == FileKind.Folder
        ? !Directory.EnumerateFileSystemEntries(place.Path).Any()
        : new FileInfo(place.Path).Length == 0;

    // What cannot be read is not known to be lcam's.
    private static bool Wrote(Output output, OutputPlace place)
    {
        try
        {
            return output.Kind.Wrote(place.Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or ProblemException)
        {
            return false;
        }
    }

    // Before hours of work, not after them.
    private static Problem? Unwritable(Output output, OutputPlace place)
    {
        if (place.IsBlocked)
        {
            return new Problem(output.Where, $"{place.Anchor} is no folder, so {place.Path} cannot be in it", ElsewhereFile);
        }

        var folder = place.There is null ? place.Anchor : Path.GetDirectoryName(place.Path)!;
        return Syscall.access(folder, AccessModes.W_OK | AccessModes.X_OK) == 0
            ? null
            : new Problem(output.Where, $"{place.Path} cannot be written, because of its folder {folder}: {UnixMarshal.GetErrorDescription(Stdlib.GetLastError())}", ElsewhereFile);
    }
}
