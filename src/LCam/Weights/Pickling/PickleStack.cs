namespace LCam.Weights.Pickling;

/// <summary>The stack and the marks of a pickle machine.</summary>
internal sealed class PickleStack
{
    private const int MaximumDepth = 1_000_000;

    private readonly List<object?> _values = [];
    private readonly List<int> _marks = [];

    public void Push(object? value)
    {
        if (_values.Count == MaximumDepth)
        {
            throw new InvalidDataException("has a pickle that puts too much on its stack");
        }

        _values.Add(value);
    }

    public object? Pop()
    {
        var value = Top();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    public object? Top()
    {
        // What lies below the last mark is out of reach until the mark is taken.
        var bottom = _marks.Count > 0 ? _marks[^1] : 0;
        return _values.Count > bottom ? _values[^1] : throw new InvalidDataException("has a pickle that takes from an empty stack");
    }

    public object?[] Pop(int count)
    {
        var values = new object?[count];
        while (count > 0)
        {
            values[--count] = Pop();
        }

        return values;
    }

    public void Mark()
    {
        if (_marks.Count == MaximumDepth)
        {
            throw new InvalidDataException("has a pickle that sets too many marks");
        }

        _marks.Add(_values.Count);
    }

    public object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw new InvalidDataException("has a pickle that misses a mark");
        }

        var values = _values[_marks[^1]..].ToArray();
        _values.RemoveRange(_marks[^1], values.Length);
        _marks.RemoveAt(_marks.Count - 1);
        return values;
    }

    /// <summary>The POP instruction: the top value, or the last mark when nothing lies above it.</summary>
    public void Discard()
    {
        if (_marks.Count > 0 && _marks[^1] == _values.Count)
        {
            _marks.RemoveAt(_marks.Count - 1);
        }
        else
        {
            Pop();
        }
    }
}
