using System.Buffers;
using System.Globalization;
using System.Text;

namespace LCam.Experiments.Planning;

/// <summary>
/// Writes the tokens of canonical JSON (RFC 8785, the JSON Canonicalization Scheme): texts with the standard's escapes and no
/// others, numbers as ECMAScript writes them. Any tool that knows the standard gives the same bytes.
/// </summary>
internal sealed class CanonicalWriter(IBufferWriter<byte> buffer)
{
    private const int LongestNumber = 32;

    // ECMA-262, Number::toString: where the decimal point stands decides between digits and an exponent.
    private const int LargestPlain = 21;
    private const int SmallestPlain = -6;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What must not stand in a text as it is: quotes, backslashes and control characters.
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (byte)code), (byte)'"', (byte)'\\']);

    // Whose texts are the same in ASCII and in JSON.
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '\x7f' - ' ').Select(code => (char)code).Except(['"', '\\'])]);

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> utf8) => buffer.Write(utf8);

    /// <summary>Writes a text.</summary>
    /// <exception cref="ArgumentException">It has half of a surrogate pair, which no UTF-8 can say.</exception>
    public void Text(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            Text(Strict.GetBytes(text));
            return;
        }

        // Names and most values: they are written as they stand, without a copy.
        var all = buffer.GetSpan(text.Length + 2);
        all[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, all[1..]);
        all[text.Length + 1] = (byte)'"';
        buffer.Advance(text.Length + 2);
    }

    /// <summary>Writes a text that is valid UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Raw("\""u8);
        for (var next = utf8.IndexOfAny(Escaped); next >= 0; next = utf8.IndexOfAny(Escaped))
        {
            Raw(utf8[..next]);
            Escape(utf8[next]);
            utf8 = utf8[(next + 1)..];
        }

        Raw(utf8);
        Raw("\""u8);
    }

    /// <summary>Writes a whole number of at most 2^53, which its digits write as a double would be.</summary>
    public void Whole(long number)
    {
        var all = buffer.GetSpan(LongestNumber);
        number.TryFormat(all, out var length, provider: CultureInfo.InvariantCulture);
        buffer.Advance(length);
    }

    /// <summary>Writes a number: the fewest digits that are read back as it, and 0 for -0.</summary>
    /// <exception cref="ArgumentException">It is no number, or infinite.</exception>
    public void Number(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new ArgumentException("JSON has no such number", nameof(number));
        }

        // "R" gives the same digits as ECMAScript, the fewest and of these the nearest; only the layout is another.
        Span<byte> text = stackalloc byte[LongestNumber];
        Span<byte> digits = stackalloc byte[LongestNumber];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        (var count, var point) = Digits(text[..length], digits);
        digits = digits[..count];
        if (number < 0)
        {
            Raw("-"u8);
        }

        if (point is > SmallestPlain and <= LargestPlain)
        {
            WritePlain(digits, point);
            return;
        }

        Raw(digits[..1]);
        if (digits.Length > 1)
        {
            Raw("."u8);
            Raw(digits[1..]);
        }

        Raw(point > 0 ? "e+"u8 : "e-"u8);
        Span<byte> exponent = stackalloc byte[4];
        Math.Abs(point - 1).TryFormat(exponent, out length, provider: CultureInfo.InvariantCulture);
        Raw(exponent[..length]);
    }

    // The digits without sign, point and zeros around them, and where the point stands from their start.
    private static (int Count, int Point) Digits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var (count, point, exponent, hasPoint) = (0, 0, 0, false);
        for (var next = 0; next < text.Length; next++)
        {
            switch (text[next])
            {
                case (byte)'-':
                    break;
                case (byte)'.':
                    hasPoint = true;
                    break;
                case (byte)'E':
                    exponent = int.Parse(text[(next + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                    next = text.Length;
                    break;
                case (byte)'0' when count == 0:
                    point -= hasPoint ? 1 : 0;
                    break;
                default:
                    digits[count++] = text[next];
                    point += hasPoint ? 0 : 1;
                    break;
            }
        }

        if (count == 0)
        {
            digits[0] = (byte)'0';
            return (1, 1);
        }

        return (digits[..count].TrimEnd((byte)'0').Length, point + exponent);
    }

    private void WritePlain(ReadOnlySpan<byte> digits, int point)
    {
        if (point <= 0)
        {
            Raw("0."u8);
            Zeros(-point);
            Raw(digits);
        }
        else if (digits.Length <= point)
        {
            Raw(digits);
            Zeros(point - digits.Length);
        }
        else
        {
            Raw(digits[..point]);
            Raw("."u8);
            Raw(digits[point..]);
        }
    }

    private void Zeros(int count)
    {
        buffer.GetSpan(count)[..count].Fill((byte)'0');
        buffer.Advance(count);
    }

    private void Escape(byte code)
    {
        ReadOnlySpan<byte> known = code switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\t' => "\\t"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\f' => "\\f"u8,
            (byte)'\r' => "\\r"u8,
            _ => [],
        };
        if (known.Length > 0)
        {
            Raw(known);
            return;
        }

        Span<byte> digits = stackalloc byte[2];
        code.TryFormat(digits, out _, "x2", CultureInfo.InvariantCulture);
        Raw("\\u00"u8);
        Raw(digits);
    }
}
