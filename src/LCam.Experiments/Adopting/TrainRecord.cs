using System.Globalization;
using System.Text;
using System.Text.Json;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Adopting;

/// <summary>
/// The <c>train_record.csv</c> of the reference's training scripts: each start appends the JSON of its arguments, a header on
/// the JSON's last line, and a line an epoch. A resumed training has several such sections.
/// </summary>
public sealed record TrainRecord(IReadOnlyList<RecordSection> Sections)
{
    /// <summary>The file's name in the snapshots' folder.</summary>
    public const string FileName = "train_record.csv";

    private const long MaxBytes = 1 << 20;

    /// <summary>The section that an epoch was trained in: the last one with a line of it; null where none has.</summary>
    public RecordSection? SectionOf(int epoch) => Sections.LastOrDefault(section => section.Epochs.Any(line => line.Epoch == epoch));

    /// <exception cref="ProblemException">The file is missing, or it is no such record; all that is wrong is named.</exception>
    public static TrainRecord Read(string path)
    {
        try
        {
            var (text, sections, problems) = (DataFile.ReadText(path, MaxBytes), new List<RecordSection>(), new List<Problem>());
            var start = text.IndexOf('{', StringComparison.Ordinal);
            if (start > 0 && !text.AsSpan(0, start).Trim().IsEmpty)
            {
                problems.Add(new Problem($"{path}:1", "expected the JSON of a training's arguments first"));
            }

            while (start >= 0)
            {
                start = ReadSection(path, text, start, 1 + text.AsSpan(0, start).Count('\n'), sections, problems);
            }

            if (sections.Count == 0 && problems.Count == 0)
            {
                problems.Add(new Problem(path, "has no JSON of a training's arguments", "name the folder that a training script of the reference wrote"));
            }

            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
            return new TrainRecord(sections);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such record", "name the folder that a training script of the reference wrote"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"cannot be read: {failure.Message}"), failure);
        }
    }

    // Returns where the next section begins; -1 behind the last.
    private static int ReadSection(string path, string text, int start, int line, List<RecordSection> sections, List<Problem> problems)
    {
        var place = FormattableString.Invariant($"{path}:{line}");
        var bytes = Encoding.UTF8.GetBytes(text[start..]);
        try
        {
            var reader = new Utf8JsonReader(bytes);
            var arguments = JsonDocument.ParseValue(ref reader).RootElement;
            var behind = start + Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed);
            var next = text.IndexOf('{', behind);
            var lines = text[behind..(next < 0 ? text.Length : next)].Split('\n');
            var first = line + text.AsSpan(start, behind - start).Count('\n');
            sections.Add(new RecordSection(RecordArguments.Of(arguments, place, problems), line, Epochs(path, lines, first, problems)));
            return next;
        }
        catch (JsonException failure)
        {
            problems.Add(new Problem(place, $"is no JSON of a training's arguments: {failure.Message}"));
            return -1;
        }
    }

    private static List<RecordEpoch> Epochs(string path, string[] lines, int first, List<Problem> problems)
    {
        var names = lines[0].Trim().TrimStart('#').TrimEnd(',').Split(',', StringSplitOptions.TrimEntries);
        var epochs = new List<RecordEpoch>();
        if (names[0] != "epoch")
        {
            problems.Add(new Problem(FormattableString.Invariant($"{path}:{first}"), "expected the header '#epoch,loss,...' behind the arguments"));
            return epochs;
        }

        foreach (var (offset, text) in lines.Index().Skip(1).Where(line => line.Item.Trim().Length > 0))
        {
            var values = text.Trim().Split(',');
            var number = first + offset;
            if (values.Length < names.Length
                || !int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
                || values[1..names.Length].Select(Number).ToArray() is not { } numbers || numbers.Contains(null))
            {
                problems.Add(new Problem(FormattableString.Invariant($"{path}:{number}"), FormattableString.Invariant($"expected {names.Length} numbers, found '{text.Trim()}'")));
                continue;
            }

            epochs.Add(new RecordEpoch(epoch, number, names[1..].Zip(numbers).ToDictionary(pair => pair.First, pair => pair.Second!.Value, StringComparer.Ordinal)));
        }

        return epochs;
    }

    // Python prints what is not finite as nan and inf.
    private static double? Number(string text) => text.Trim() switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var digits => double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };
}

/// <summary>What one start of a training script wrote.</summary>
/// <param name="Line">Of the arguments' first line, 1-based.</param>
public sealed record RecordSection(RecordArguments Arguments, int Line, IReadOnlyList<RecordEpoch> Epochs);

/// <summary>One epoch's line.</summary>
/// <param name="Epoch">0-based.</param>
/// <param name="Line">1-based.</param>
/// <param name="Values">By the header's names; means of the last stretch since the script's meters were reset.</param>
public sealed record RecordEpoch(int Epoch, int Line, IReadOnlyDictionary<string, double> Values);
