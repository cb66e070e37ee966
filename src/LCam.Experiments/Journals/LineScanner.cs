using System.Buffers;
using System.Buffers.Text;

namespace LCam.Experiments.Journals;

/// <summary>
/// Reads the bytes of a line of JSON as the journal's writer makes them, without white space and escapes. It refuses all else,
/// of which much is JSON too: whoever is refused asks the serializer.
/// </summary>
internal ref struct LineScanner(ReadOnlySpan<byte> line)
{
    // So many digits fit into an integer of 32 or 64 bits, whichever they are.
    private const int IntegerDigits = 9;
    private const int LongDigits = 18;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Where(value => value is not '"' and not '\\').Select(value => (byte)value)]);

    private ReadOnlySpan<byte> _rest = line;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Steps over these bytes if they are next.</summary>
    public bool Take(ReadOnlySpan<byte> literal)
    {
        if (!_rest.StartsWith(literal))
        {
            return false;
        }

        _rest = _rest[literal.Length..];
        return true;
    }

    public bool Take(ReadOnlySpan<byte> before, out int value)
    {
        var found = Take(before, IntegerDigits, out var number);
        value = (int)number;
        return found;
    }

    public bool Take(ReadOnlySpan<byte> before, out long value) => Take(before, LongDigits, out value);

    /// <summary>Takes a finite number: what no number is, such as "NaN", is written as a text.</summary>
    public bool Take(ReadOnlySpan<byte> before, out double value)
    {
        value = 0;
        if (!Take(before) || Number(_rest) is not (> 0 and var length) || !Utf8Parser.TryParse(_rest[..length], out value, out var used) || used != length)
        {
            return false;
        }

        _rest = _rest[length..];
        return true;
    }

    /// <summary>Takes a text of printable ASCII in its quotes.</summary>
    public bool Take(ReadOnlySpan<byte> before, out ReadOnlySpan<byte> value)
    {
        value = [];
        if (!Take(before) || !Take("\""u8))
        {
            return false;
        }

        var length = _rest.IndexOfAnyExcept(Plain);
        if (length < 0 || _rest[length] != '"')
        {
            return false;
        }

        value = _rest[..length];
        _rest = _rest[(length + 1)..];
        return true;
    }

    private bool Take(ReadOnlySpan<byte> before, int digits, out long value)
    {
        value = 0;
        if (!Take(before))
        {
            return false;
        }

        var start = !_rest.IsEmpty && _rest[0] == '-' ? 1 : 0;
        var end = Digits(_rest, start);
        if (end == start || end - start > digits || (_rest[start] == '0' && end > 1))
        {
            return false;
        }

        foreach (var digit in _rest[start..end])
        {
            value = (value * 10) + digit - '0';
        }

        value = start == 0 ? value : -value;
        _rest = _rest[end..];
        return true;
    }

    // The length of the number of JSON's grammar that stands here, or 0.
    private static int Number(ReadOnlySpan<byte> bytes)
    {
        var start = !bytes.IsEmpty && bytes[0] == '-' ? 1 : 0;
        var end = Digits(bytes, start);
        if (end == start || (bytes[start] == '0' && end - start > 1))
        {
            return 0;
        }

        if (end < bytes.Length && bytes[end] == '.')
        {
            start = end + 1;
            end = Digits(bytes, start);
            if (end == start)
            {
                return 0;
            }
        }

        if (end < bytes.Length && (bytes[end] | 0x20) == 'e')
        {
            start = end + 1 < bytes.Length && bytes[end + 1] is (byte)'+' or (byte)'-' ? end + 2 : end + 1;
            end = Digits(bytes, start);
            if (end == start)
            {
                return 0;
            }
        }

        return end;
    }

    private static int Digits(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && (uint)(bytes[at] - '0') <= 9)
        {
            at++;
        }

        return at;
    }
}
