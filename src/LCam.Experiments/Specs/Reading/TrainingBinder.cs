using LCam.Experiments.Specs.Keys;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Resolves a backbone's training: its own keys, else the spec's, else the architecture's and the protocol's defaults.</summary>
internal sealed class TrainingBinder(ValueResolver resolver)
{
    /// <param name="backbone">The name that the user chose.</param>
    /// <param name="architecture">Its architecture.</param>
    /// <param name="used">The protocols that the spec names: what is noted is theirs.</param>
    public IReadOnlyDictionary<Protocol, TrainingOptions> Bind(string backbone, IBackboneArchitecture architecture, IReadOnlyList<Protocol> used)
    {
        var bound = Enum.GetValues<Protocol>().ToDictionary(protocol => protocol, protocol => Options(backbone, architecture, protocol));
        foreach (var key in TrainingKeys.All)
        {
            var given = Given(backbone, key);
            var varies = given is null && key.DependsOnProtocol;
            var text = varies && used.Count > 1
                ? string.Join(", ", used.Select(protocol => $"{SpecNames.Of(protocol)}: {Text(key, bound[protocol])}"))
                : Text(key, bound[used[0]]);
            var which = varies ? $"default of protocol {string.Join(", ", used.Select(SpecNames.Of))}"
                : key.DependsOnArchitecture ? $"default of {architecture.Id}"
                : "default";
            resolver.Note($"backbones.{backbone}.training.{key.Name}", text, given?.Origin ?? SpecOrigin.OfDefault(which));
        }

        return bound;
    }

    private TrainingOptions Options(string backbone, IBackboneArchitecture architecture, Protocol protocol) =>
        TrainingKeys.All.Aggregate(
            TrainingDefaults.For(architecture, protocol),
            (options, key) => Given(backbone, key) is { } given ? key.With(options, given.Value) : options);

    private SpecScalar? Given(string backbone, TrainingKey key) =>
        resolver.Values.Scalars.GetValueOrDefault($"backbones.{backbone}.training.{key.Name}")
        ?? resolver.Values.Scalars.GetValueOrDefault($"training.{key.Name}");

    private static string Text(TrainingKey key, TrainingOptions options) => SpecScalar.TextOf(key.Read(options));
}
