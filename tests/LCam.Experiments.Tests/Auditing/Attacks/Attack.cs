namespace LCam.Experiments.Tests.Auditing.Attacks;

/// <summary>A way to make a signed experiment's table wrong without the key.</summary>
/// <param name="What">In words.</param>
/// <param name="Findings">The ids of findings that must tell of it; none where the store can no longer be read, and the audit says so.</param>
internal sealed record Attack(string What, string[] Findings, Action<Forger> Act)
{
    public Attack(string what, string finding, Action<Forger> act)
        : this(what, [finding], act)
    {
    }

    public Attack(string what, string finding, string sql)
        : this(what, [finding], forger => forger.Store.Execute(sql))
    {
    }
}
