namespace LCam.Weights.Pickling;

/// <summary>A name that a pickle refers to. It is never looked up anywhere: the machine knows a fixed list of names.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
