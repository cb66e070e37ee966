using System.Text.Json.Nodes;
using LCam.Models;

namespace LCam.Experiments.Stages;

/// <summary>The explainer that a stage measures.</summary>
/// <param name="Id">Registered id.</param>
/// <param name="Variant">Of the trained attention; null where it needs none.</param>
/// <param name="Seed">Of its random numbers.</param>
/// <param name="Parameters">Values of its parameters, files as absolute paths; null where it has none.</param>
/// <param name="Attention">The trained attention that it is; null where it needs none.</param>
public sealed record ExplainerOrder(string Id, Variant? Variant, long Seed, JsonObject? Parameters, AttentionOrder? Attention);
