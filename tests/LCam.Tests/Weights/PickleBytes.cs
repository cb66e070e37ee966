using System.Text;

namespace LCam.Tests.Weights;

/// <summary>Builds pickles by hand, the well-formed and the hostile.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [0x80, 2];

    public byte[] Finished => [.. _bytes, (byte)'.'];

    /// <summary>Instructions and their arguments, one byte a character.</summary>
    public PickleBytes Raw(string latin1)
    {
        _bytes.AddRange(Encoding.Latin1.GetBytes(latin1));
        return this;
    }

    public PickleBytes Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        _bytes.AddRange([(byte)'X', .. BitConverter.GetBytes(utf8.Length), .. utf8]);
        return this;
    }

    public PickleBytes Int(int value)
    {
        _bytes.AddRange([(byte)'J', .. BitConverter.GetBytes(value)]);
        return this;
    }

    public PickleBytes Ints(params int[] values)
    {
        Raw("(");
        foreach (var value in values)
        {
            Int(value);
        }

        return Raw("t");
    }

    /// <summary>A tensor; <paramref name="view"/> is what a legacy file says about a storage view.</summary>
    public PickleBytes Tensor(
        string key, int count, int[] shape, int[] strides, int offset = 0, string type = "FloatStorage", Action<PickleBytes>? view = null)
    {
        Raw("ctorch._utils\n_rebuild_tensor_v2\n((").Text("storage").Raw($"ctorch\n{type}\n").Text(key).Text("cpu").Int(count);
        view?.Invoke(this);
        return Raw("tQ").Int(offset).Ints(shape).Ints(strides).Raw("\u0089ccollections\nOrderedDict\n)RtR");
    }
}
