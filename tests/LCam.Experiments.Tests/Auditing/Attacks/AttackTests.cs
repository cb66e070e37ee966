using LCam.Problems;

namespace LCam.Experiments.Tests.Auditing.Attacks;

/// <summary>
/// No way to make a signed experiment's table wrong without the key is silent. <c>make attacks</c> tries them all; among all
/// tests, where <c>LCAM_ATTACKS</c> is not set, one kind of number stands for the others.
/// </summary>
[Collection(AuditCollection.Name)]
public sealed class AttackTests(FinishedExperiment finished)
{
    private static readonly IReadOnlyList<Attack> All = [.. NumberAttacks.All, .. StoreAttacks.All, .. SealAttacks.All];

    public static TheoryData<string> Attacks => [.. (IsAsked ? All : [.. NumberAttacks.Selection, .. StoreAttacks.All, .. SealAttacks.All]).Select(attack => attack.What)];

    private static bool IsAsked => Environment.GetEnvironmentVariable("LCAM_ATTACKS") is { Length: > 0 };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_without_the_key_is_found(string what)
    {
        using var store = finished.Copy();
        var attack = All.Single(one => one.What == what);
        attack.Act(new Forger(store));
        if (attack.Findings.Length == 0)
        {
            Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => store.Audit()).Kind);
            return;
        }

        var found = store.Audit().Findings;
        Assert.All(attack.Findings, id => Assert.True(found.Any(one => one.Id == id), $"{id} is not among {string.Join("\n", found)}"));
        Assert.Contains(found, one => one.Severity != FindingSeverity.Unchecked);
    }

    [Fact]
    public void There_are_at_least_sixty_attacks_and_each_is_another()
    {
        Assert.True(All.Count >= 60, $"{All.Count}");
        Assert.Equal(All.Count, All.Select(attack => attack.What).Distinct().Count());
    }
}
