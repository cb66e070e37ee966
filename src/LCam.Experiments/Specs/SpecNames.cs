using LCam.Evaluation;
using LCam.Explainers;
using LCam.Losses;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Specs;

/// <summary>The names that specs, tables and the store use for the method's choices.</summary>
public static class SpecNames
{
    internal static readonly Vocabulary<Variant> Variants = new(
        [.. Variant.All.Select(variant => (variant.Id, variant))]);

    internal static readonly Vocabulary<LossKind> Losses = new(
        ("lcam", LossKind.LCam), ("cross-entropy", LossKind.CrossEntropy));

    internal static readonly Vocabulary<Protocol> Protocols = new(
        ("reference", Protocol.Reference), ("corrected", Protocol.Corrected));

    internal static readonly Vocabulary<ConstantMap> ConstantMaps = new(
        ("nan", ConstantMap.NaN), ("zero", ConstantMap.Zero));

    internal static readonly Vocabulary<AttentionMap> Maps = new(
        ("pre-sigmoid", AttentionMap.PreSigmoid), ("sigmoid", AttentionMap.Sigmoid));

    internal static readonly Vocabulary<KeepMaps> KeptMaps = new(
        ("costly", KeepMaps.Costly), ("all", KeepMaps.All), ("none", KeepMaps.None));

    public static string Of(Variant variant) => variant.Id;

    public static string Of(LossKind loss) => Losses.NameOf(loss);

    public static string Of(Protocol protocol) => Protocols.NameOf(protocol);

    public static string Of(ConstantMap rule) => ConstantMaps.NameOf(rule);

    public static string Of(AttentionMap map) => Maps.NameOf(map);
}
