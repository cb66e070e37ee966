using System.CommandLine;
using LCam.Experiments.Outputs;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Cli.Commands;

/// <summary><c>lcam weights convert</c>: writes weights in another format.</summary>
internal static class WeightsConvertCommand
{
    public static Command Create(CliContext context)
    {
        var input = new Argument<string>("IN") { Description = "the weight file to read: PyTorch or safetensors" };
        var output = new Argument<string>("OUT") { Description = "the weight file to write: .safetensors, .pth, .pt or .pth.tar" };
        var attention = new Option<bool>("--attention") { Description = "keep only a trained attention's entries, attnM.op.*" };
        var entry = SharedOptions.Entry();
        var force = new Option<bool>("--force") { Description = "replace OUT if it is there" };
        var verb = new Command("convert", "write weights in the format that OUT's extension names; numbers and types stay as they are")
        {
            input, output, entry, attention, force,
        };
        verb.SetAction(parsed => Convert(
            context,
            parsed.GetRequiredValue(input),
            parsed.GetRequiredValue(output),
            parsed.GetValue(entry),
            parsed.GetValue(attention),
            parsed.GetValue(force)));
        return verb;
    }

    private static int Convert(CliContext context, string input, string output, string? entry, bool attention, bool force)
    {
        CheckOutput(output, force);
        new OutputGuard(force).Protect("the file to convert", input).Add("OUT", output, OutputKinds.Kept("weight file")).Check();
        context.LoadNumericLibrary();
        var header = WeightFile.ReadHeader(input, entry);
        CheckInput(header, entry);
        using var weights = WeightFile.Read(input, entry);
        using var picked = attention ? AttentionEntries.Pick(weights, input) : null;
        context.Cancellation.ThrowIfCancellationRequested();
        WeightFile.Write(output, picked ?? weights);
        context.Out.WriteLine(FormattableString.Invariant($"{output}: {(picked ?? weights).Count} entries, {new FileInfo(output).Length} bytes"));
        if (header.LeftOut.Count > 0)
        {
            context.Say($"left out {WeightText.LeftOut(header)}");
        }

        return ExitCodes.Ok;
    }

    // A few tensors that lie beside weights which nobody recognised would be a file without them. A safetensors file has
    // nothing but its tensors.
    private static void CheckInput(WeightHeader header, string? entry)
    {
        if (entry is null && header.Fit == NetworkFit.None && (header.Format != WeightFormat.Safetensors || header.LeftOut.Count > 0))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                header.File,
                FormattableString.Invariant($"the {header.Entries.Count} tensors of its entry '{header.Entry}' fit no network that is known"),
                $"look with lcam weights inspect; to convert them all the same give --entry {header.Entry}"));
        }
    }

    private static void CheckOutput(string output, bool force)
    {
        var problems = new List<Problem>();
        if (!WeightFile.CanWrite(output))
        {
            problems.Add(WeightFile.UnknownExtension(output));
        }

        if (Directory.Exists(output))
        {
            problems.Add(new Problem(output, "is a folder", "name a file"));
        }
        else if (File.Exists(output) && !force)
        {
            problems.Add(new Problem(output, "is there already", "name another file, or give --force to replace it"));
        }
        else if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder && !Directory.Exists(folder))
        {
            problems.Add(new Problem(folder, "there is no such folder", "make it first"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
    }
}
