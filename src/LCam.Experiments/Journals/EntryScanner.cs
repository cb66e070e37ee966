using System.Runtime.InteropServices;
using System.Text;

namespace LCam.Experiments.Journals;

/// <summary>Reads the two kinds of entries that nearly all of a journal's lines are, without an object a line; what it refuses, the serializer may well read.</summary>
internal sealed class EntryScanner
{
    private const int KnownNames = 64;

    private readonly List<KeyValuePair<string, double>> _metrics = [];
    private readonly List<ScannedMask> _masked = [];
    private readonly List<KeyValuePair<string, double?>> _measures = [];
    private readonly List<(byte[] Utf8, string Name)> _names = [];
    private int _next;

    /// <param name="body">What stands before the line's checksum.</param>
    /// <param name="step">Holds until the next call.</param>
    public bool IsStep(ReadOnlySpan<byte> body, out ScannedStep step)
    {
        step = default;
        var line = new LineScanner(body);
        if (!line.Take("{\"type\":\"step\",\"epoch\":"u8, out int epoch) || !line.Take(",\"step\":"u8, out long number) || !line.Take(",\"images\":"u8, out int _) || !line.Take(",\"metrics\":{"u8))
        {
            return false;
        }

        _metrics.Clear();
        while (!line.Take("}"u8))
        {
            if (!line.Take(_metrics.Count == 0 ? ""u8 : ","u8, out ReadOnlySpan<byte> name) || !line.Take(":"u8, out double value))
            {
                return false;
            }

            _metrics.Add(new(Name(name), value));
        }

        step = new ScannedStep(epoch, number, CollectionsMarshal.AsSpan(_metrics));
        return line.IsAtEnd;
    }

    /// <param name="body">What stands before the line's checksum.</param>
    /// <param name="image">Holds until the next call.</param>
    public bool IsImage(ReadOnlySpan<byte> body, out ScannedImage image)
    {
        image = default;
        var line = new LineScanner(body);
        if (!line.Take("{\"type\":\"image\",\"score\":{\"index\":"u8, out int index) || !line.Take(",\"image\":"u8, out ReadOnlySpan<byte> name)
            || !line.Take(",\"label\":"u8, out int label) || !line.Take(",\"predicted\":"u8, out int predicted) || !line.Take(",\"confidence\":"u8, out double confidence)
            || !line.Take(",\"label-rank\":"u8, out int rank) || !line.Take(",\"degenerate\":"u8))
        {
            return false;
        }

        var isDegenerate = line.Take("true"u8);
        if ((!isDegenerate && !line.Take("false"u8)) || !HasMasked(ref line) || !MayHaveMeasures(ref line))
        {
            return false;
        }

        image = new ScannedImage
        {
            Index = index, Image = name, Label = label, Predicted = predicted, Confidence = confidence, LabelRank = rank, Degenerate = isDegenerate,
            Masked = CollectionsMarshal.AsSpan(_masked), Measures = CollectionsMarshal.AsSpan(_measures),
        };
        return line.Take("}"u8) && line.IsAtEnd;
    }

    private bool HasMasked(ref LineScanner line)
    {
        _masked.Clear();
        if (!line.Take(",\"masked\":["u8))
        {
            return false;
        }

        while (!line.Take("]"u8))
        {
            if (!line.Take(_masked.Count == 0 ? "{\"percentage\":"u8 : ",{\"percentage\":"u8, out double percentage)
                || !line.Take(",\"confidence\":"u8, out double confidence) || !line.Take(",\"label-rank\":"u8, out int rank) || !line.Take("}"u8))
            {
                return false;
            }

            _masked.Add(new ScannedMask(percentage, confidence, rank));
        }

        return true;
    }

    private bool MayHaveMeasures(ref LineScanner line)
    {
        _measures.Clear();
        if (!line.Take(",\"measures\":{"u8))
        {
            return true;
        }

        while (!line.Take("}"u8))
        {
            if (!line.Take(_measures.Count == 0 ? ""u8 : ","u8, out ReadOnlySpan<byte> name))
            {
                return false;
            }

            double? value = null;
            if (!line.Take(":null"u8))
            {
                if (!line.Take(":"u8, out double number))
                {
                    return false;
                }

                value = number;
            }

            _measures.Add(new(Name(name), value));
        }

        return true;
    }

    // A journal has few names, line by line in the same order.
    private string Name(ReadOnlySpan<byte> utf8)
    {
        for (var tried = 0; tried < _names.Count; tried++, _next++)
        {
            var known = _names[_next %= _names.Count];
            if (utf8.SequenceEqual(known.Utf8))
            {
                _next++;
                return known.Name;
            }
        }

        var name = Encoding.UTF8.GetString(utf8);
        if (_names.Count < KnownNames)
        {
            _names.Add((utf8.ToArray(), name));
            _next = _names.Count;
        }

        return name;
    }
}
