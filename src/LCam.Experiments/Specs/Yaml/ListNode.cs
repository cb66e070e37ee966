namespace LCam.Experiments.Specs.Yaml;

internal sealed record ListNode(SpecOrigin Origin, IReadOnlyList<SpecNode> Items) : SpecNode(Origin)
{
    public override string Kind => "a list";
}
