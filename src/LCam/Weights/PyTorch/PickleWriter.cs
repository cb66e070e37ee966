using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace LCam.Weights.PyTorch;

/// <summary>The few instructions of pickle protocol 2 that a state dict takes, all known to PyTorch's weights-only reader.</summary>
internal sealed class PickleWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public PickleWriter() => _bytes.Write((ReadOnlySpan<byte>)[0x80, 2]);

    public void Mark() => Instruction('(');

    public void EmptyDict() => Instruction('}');

    public void SetItems() => Instruction('u');

    public void EmptyList() => Instruction(']');

    public void Append() => Instruction('e');

    public void None() => Instruction('N');

    public void Flag(bool value) => Instruction(value ? '\x88' : '\x89');

    public void OrderedDict()
    {
        Global("collections", "OrderedDict");
        Instruction(')');
        Instruction('R');
    }

    public void Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Instruction('X');
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        _bytes.Write((ReadOnlySpan<byte>)length);
        _bytes.Write(utf8);
    }

    /// <summary>An int when the text is exactly how one is printed, else the text.</summary>
    public void NumberOrText(string text)
    {
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text)
        {
            Number(number);
        }
        else
        {
            Text(text);
        }
    }

    /// <summary>A contiguous tensor that is the whole storage of the key <paramref name="storage"/>.</summary>
    public void Tensor(int storage, TensorSummary tensor)
    {
        Global("torch._utils", "_rebuild_tensor_v2");
        Mark();
        Mark();
        Text("storage");
        Global("torch", DataTypes.StorageName(tensor.DataType));
        Text(storage.ToString(CultureInfo.InvariantCulture));
        Text("cpu");
        Number(tensor.ElementCount);
        Instruction('t');
        Instruction('Q');
        Number(0);
        Numbers(tensor.Shape);
        Numbers(Strides(tensor.Shape));

        // requires_grad is False.
        Instruction('\x89');
        OrderedDict();
        Instruction('t');
        Instruction('R');
    }

    public byte[] Finish()
    {
        Instruction('.');
        return _bytes.WrittenSpan.ToArray();
    }

    private static long[] Strides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (var axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(1, shape[axis]);
        }

        return strides;
    }

    private void Numbers(IEnumerable<long> numbers)
    {
        Mark();
        foreach (var number in numbers)
        {
            Number(number);
        }

        Instruction('t');
    }

    public void Real(double number)
    {
        Instruction('G');
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        _bytes.Write((ReadOnlySpan<byte>)bytes);
    }

    public void Number(long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
        {
            Instruction('J');
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)number);
            _bytes.Write((ReadOnlySpan<byte>)bytes);
            return;
        }

        var digits = new BigInteger(number).ToByteArray();
        Instruction('\x8a');
        _bytes.Write((ReadOnlySpan<byte>)[(byte)digits.Length]);
        _bytes.Write(digits);
    }

    private void Global(string module, string name)
    {
        Instruction('c');
        _bytes.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
    }

    private void Instruction(char instruction) => _bytes.Write((ReadOnlySpan<byte>)[(byte)instruction]);
}
