using System.Globalization;
using System.Numerics;

namespace LCam.Weights.Pickling;

/// <summary>
/// A pickle machine (Python's Lib/pickletools.py describes the instructions) that can build plain values and describe
/// tensors, and nothing else: it looks up no name, calls nothing and imports nothing. Values are null, bool, long,
/// BigInteger, double, string, byte[], List, <see cref="PickleTuple"/>, <see cref="PickleDict"/>,
/// <see cref="PickleGlobal"/>, <see cref="PickleObject"/>, <see cref="StorageReference"/>, <see cref="TensorReference"/>.
/// </summary>
internal sealed class PickleMachine(PickleInput input)
{
    // A state dict takes some 40 instructions an entry.
    private const int MaximumInstructions = 5_000_000;
    private const int MaximumNumberBytes = 1024;
    private const int MaximumProtocol = 5;

    private readonly PickleStack _stack = new();
    private readonly Dictionary<long, object?> _memo = [];

    /// <summary>Every storage that the pickle named, by key, whether or not an entry uses it.</summary>
    public Dictionary<string, StorageReference> Storages { get; } = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The pickle is damaged or holds what no state dict has.</exception>
    public object? Run()
    {
        for (var count = 0; count < MaximumInstructions; count++)
        {
            var instruction = (char)input.ReadByte();
            if (instruction == '.')
            {
                return _stack.Pop();
            }

            if (!Constant(instruction) && !Container(instruction) && !Memo(instruction) && !Object(instruction))
            {
                throw new InvalidDataException($"has an instruction in its pickle that no state dict needs: 0x{(int)instruction:x2}");
            }
        }

        throw new InvalidDataException("has a pickle with too many instructions for a state dict");
    }

    private bool Constant(char instruction)
    {
        switch (instruction)
        {
            case 'N': _stack.Push(null); break;
            case '\x88': _stack.Push(true); break;
            case '\x89': _stack.Push(false); break;
            case 'I': _stack.Push(Line(input.ReadLine())); break;
            case 'L': _stack.Push(Whole(input.ReadLine().TrimEnd('L'))); break;
            case 'J': _stack.Push((long)input.ReadInt32()); break;
            case 'K': _stack.Push((long)input.ReadByte()); break;
            case 'M': _stack.Push((long)input.ReadUInt16()); break;
            case '\x8a': _stack.Push(Long(input.ReadByte())); break;
            case '\x8b': _stack.Push(Long(input.ReadUInt32())); break;
            case 'F': _stack.Push(Real(input.ReadLine())); break;
            case 'G': _stack.Push(input.ReadBigEndianDouble()); break;
            case 'S': _stack.Push(Quoted(input.ReadLine())); break;
            case 'V': _stack.Push(Plain(input.ReadLine())); break;
            case 'T': _stack.Push(input.ReadByteString(input.ReadUInt32())); break;
            case 'U': _stack.Push(input.ReadByteString(input.ReadByte())); break;
            case 'X': _stack.Push(input.ReadUtf8(input.ReadUInt32())); break;
            case '\x8c': _stack.Push(input.ReadUtf8(input.ReadByte())); break;
            case '\x8d': _stack.Push(input.ReadUtf8(input.ReadUInt64())); break;
            case 'B': _stack.Push(input.ReadBytes(input.ReadUInt32())); break;
            case 'C': _stack.Push(input.ReadBytes(input.ReadByte())); break;
            case '\x8e' or '\x96': _stack.Push(input.ReadBytes(input.ReadUInt64())); break;
            default: return false;
        }

        return true;
    }

    private bool Container(char instruction)
    {
        switch (instruction)
        {
            case '(': _stack.Mark(); break;
            case ')': _stack.Push(new PickleTuple([])); break;
            case 't': _stack.Push(new PickleTuple(_stack.PopToMark())); break;
            case '\x85': _stack.Push(new PickleTuple(_stack.Pop(1))); break;
            case '\x86': _stack.Push(new PickleTuple(_stack.Pop(2))); break;
            case '\x87': _stack.Push(new PickleTuple(_stack.Pop(3))); break;
            case ']' or '\x8f': _stack.Push(new List<object?>()); break;
            case 'l' or '\x91': _stack.Push(new List<object?>(_stack.PopToMark())); break;
            case 'a': Extend(_stack.Pop(1)); break;
            case 'e' or '\x90': Extend(_stack.PopToMark()); break;
            case '}': _stack.Push(new PickleDict()); break;
            case 'd': Dict(_stack.PopToMark()); break;
            case 's': SetItems(_stack.Pop(2)); break;
            case 'u': SetItems(_stack.PopToMark()); break;
            default: return false;
        }

        return true;
    }

    private bool Memo(char instruction)
    {
        switch (instruction)
        {
            case 'p': Remember(Whole(input.ReadLine()) as long?); break;
            case 'q': Remember(input.ReadByte()); break;
            case 'r': Remember(input.ReadUInt32()); break;
            case '\x94': Remember(_memo.Count); break;
            case 'g': Recall(Whole(input.ReadLine()) as long?); break;
            case 'h': Recall(input.ReadByte()); break;
            case 'j': Recall(input.ReadUInt32()); break;
            case '0': _stack.Discard(); break;
            case '1': _stack.PopToMark(); break;
            case '2': _stack.Push(_stack.Top()); break;
            default: return false;
        }

        return true;
    }

    private bool Object(char instruction)
    {
        switch (instruction)
        {
            case '\x80': Protocol(input.ReadByte()); break;
            case '\x95': input.ReadUInt64(); break;
            case 'c': _stack.Push(TorchGlobals.Find(input.ReadLine(), input.ReadLine())); break;
            case '\x93': _stack.Push(Global(_stack.Pop(2))); break;
            case 'R' or '\x81': Call(_stack.Pop(2)); break;
            case 'b': Build(_stack.Pop()); break;
            case 'Q': Storage(TorchGlobals.Storage(_stack.Pop())); break;
            default: return false;
        }

        return true;
    }

    private static void Protocol(byte version)
    {
        if (version > MaximumProtocol)
        {
            throw new InvalidDataException($"has a pickle of protocol {version}; known are 0 to {MaximumProtocol}");
        }
    }

    private static PickleGlobal Global(object?[] parts) => parts is [string module, string name]
        ? TorchGlobals.Find(module, name)
        : throw new InvalidDataException("has a name in its pickle that is no text");

    private void Storage(StorageReference storage)
    {
        Storages.TryAdd(storage.Key, storage);
        _stack.Push(storage);
    }

    private void Call(object?[] parts) => _stack.Push(TorchGlobals.Call(parts[0], parts[1]));

    private void Build(object? state) => TorchGlobals.Build(_stack.Top(), state);

    private void Extend(object?[] items)
    {
        var list = _stack.Top() as List<object?> ?? throw new InvalidDataException("has a pickle that appends to what is no list");
        list.AddRange(items);
    }

    private void Dict(object?[] items)
    {
        _stack.Push(new PickleDict());
        SetItems(items);
    }

    private void SetItems(object?[] items)
    {
        if (_stack.Top() is not PickleDict dict || items.Length % 2 != 0)
        {
            throw new InvalidDataException("has a pickle that sets entries of what is no dict");
        }

        for (var index = 0; index < items.Length; index += 2)
        {
            dict.Set(items[index], items[index + 1]);
        }
    }

    private void Remember(long? place) => _memo[place ?? throw WrongNumber()] = _stack.Top();

    private void Recall(long? place) => _stack.Push(
        _memo.TryGetValue(place ?? throw WrongNumber(), out var value)
            ? value
            : throw new InvalidDataException("has a pickle that recalls what it never stored"));

    private object Long(uint bytes) => bytes <= MaximumNumberBytes ? Narrowed(new BigInteger(input.ReadBytes(bytes))) : throw WrongNumber();

    private static object Narrowed(BigInteger value)
    {
        object narrowed = value;
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            narrowed = (long)value;
        }

        return narrowed;
    }

    // Protocol 0 spells True and False as I01 and I00.
    private static object Line(string text) => text switch { "01" => true, "00" => false, _ => Whole(text) };

    private static object Whole(string text) =>
        text.Length <= MaximumNumberBytes && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Narrowed(value)
            : throw WrongNumber();

    private static double Real(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw WrongNumber();

    private static string Quoted(string text) => text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0]
        ? Plain(text[1..^1])
        : throw new InvalidDataException("has a text in its pickle without quotes");

    private static string Plain(string text) => text.Contains('\\')
        ? throw new InvalidDataException("has a text with escapes in its pickle: save the file again with a newer PyTorch")
        : text;

    private static InvalidDataException WrongNumber() => new("has a number in its pickle that is none, or far too long");
}
