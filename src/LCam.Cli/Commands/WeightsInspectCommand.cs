using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Weights;

namespace LCam.Cli.Commands;

/// <summary><c>lcam weights inspect</c>: says what a weight file holds.</summary>
internal static class WeightsInspectCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string>("FILE") { Description = "the weight file: PyTorch or safetensors" };
        var entry = SharedOptions.Entry();
        var json = SharedOptions.Json();
        var verb = new Command("inspect", "say what a weight file holds and which backbone it fits; nothing in it is executed") { file, entry, json };
        verb.SetAction(parsed => Inspect(context, parsed.GetRequiredValue(file), parsed.GetValue(entry), parsed.GetValue(json)));
        return verb;
    }

    private static int Inspect(CliContext context, string file, string? entry, bool json)
    {
        var header = WeightFile.ReadHeader(file, entry);
        var match = ArchitectureMatch.Find(header);
        var attention = header.Entries.FirstOrDefault(entry => entry.Name == AttentionEntries.Weight);
        if (json)
        {
            ResultJson.Print(context, new
            {
                header.File,
                header.Format,
                Entries = header.Entries.Select(entry => new { entry.Name, Type = entry.DataTypeName, entry.Shape }),
                header.Metadata,
                header.Entry,
                header.LeftOut,
                Numbers = header.Entries.Sum(entry => entry.ElementCount),
                Bytes = header.Entries.Sum(entry => entry.ByteCount),
                Backbone = match is null ? null : new { match.Architecture, match.Classes, match.Width, Problems = match.Problems.Select(problem => problem.ToString()) },
                Attention = attention?.Shape,
            });
        }
        else
        {
            Print(context.Out, header, match, attention);
        }

        return ExitCodes.Ok;
    }

    private static void Print(TextWriter output, WeightHeader header, ArchitectureMatch? match, TensorSummary? attention)
    {
        var names = header.Entries.Select(entry => entry.Name.Length).DefaultIfEmpty().Max();
        foreach (var entry in header.Entries)
        {
            output.WriteLine($"{entry.Name.PadRight(names)}  {entry.DataTypeName,-8}  {entry.ShapeText}");
        }

        foreach (var (key, value) in header.Metadata)
        {
            output.WriteLine($"metadata  {key}: {value}");
        }

        output.WriteLine($"format    {header.Format}");
        output.WriteLine(FormattableString.Invariant(
            $"total     {header.Entries.Count} entries, {header.Entries.Sum(entry => entry.ElementCount)} numbers, {header.Entries.Sum(entry => entry.ByteCount)} bytes"));
        output.WriteLine($"entry     {header.Entry}");
        if (header.LeftOut.Count > 0)
        {
            output.WriteLine($"left out  {WeightText.LeftOut(header)}");
        }

        output.WriteLine("backbone  " + Backbone(match));
        foreach (var problem in match?.Problems ?? [])
        {
            output.WriteLine($"          {problem}");
        }

        output.WriteLine("attention " + (attention is { Shape: [var classes, var channels, ..] }
            ? FormattableString.Invariant($"{classes} classes, {channels} channels")
            : "none"));
    }

    private static string Backbone(ArchitectureMatch? match) => match is null
        ? "none that is known"
        : FormattableString.Invariant($"{match.Architecture}, {match.Classes} classes, width {match.Width}")
            + (match.Problems.Count == 0 ? "" : ", but it does not fit:");
}
