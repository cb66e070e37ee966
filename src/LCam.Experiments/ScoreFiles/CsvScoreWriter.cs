using System.Globalization;
using System.Text;
using LCam.Experiments.Results;

namespace LCam.Experiments.ScoreFiles;

/// <summary>Comma-separated values at full precision (RFC 4180); what is missing is an empty field, a flag is 0 or 1.</summary>
internal sealed class CsvScoreWriter : IScoreWriter
{
    private const int Buffer = 1 << 16;

    private readonly StreamWriter _text;
    private readonly IReadOnlyList<ScoreColumn> _columns;

    public CsvScoreWriter(Stream stream, IReadOnlyList<ScoreColumn> columns)
    {
        _text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Buffer, leaveOpen: true) { NewLine = "\r\n" };
        _columns = columns;
        _text.WriteLine(string.Join(',', columns.Select(column => CsvFormat.Quote(column.Name))));
    }

    public void Add(ReadOnlySpan<ScoreValue> row)
    {
        for (var column = 0; column < row.Length; column++)
        {
            if (column > 0)
            {
                _text.Write(',');
            }

            Write(row[column], _columns[column].Type);
        }

        _text.WriteLine();
    }

    public void Complete() => _text.Flush();

    public void Dispose() => _text.Dispose();

    private void Write(ScoreValue value, ScoreType type)
    {
        if (type == ScoreType.Text)
        {
            _text.Write(CsvFormat.Quote(value.Text ?? ""));
        }
        else if (!double.IsNaN(value.Number))
        {
            Span<char> digits = stackalloc char[32];
            value.Number.TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture);
            _text.Write(digits[..length]);
        }
    }
}
