using System.Text.Json.Nodes;

namespace LCam.Experiments.Comparing;

/// <summary>What of a run is compared with another.</summary>
/// <param name="Settings">What determines the numbers.</param>
/// <param name="Environment">The program, and where and with what it computed.</param>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Metrics">Numbers that were measured; of a run under way those so far.</param>
public sealed record RunDescription(JsonNode? Settings, JsonNode? Environment, JsonNode Outcome, JsonNode Metrics);
