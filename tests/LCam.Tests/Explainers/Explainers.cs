using System.Text.Json.Nodes;
using LCam.Explainers;
using LCam.Models;

namespace LCam.Tests.Explainers;

/// <summary>Makes explainers by name, as the program does.</summary>
internal static class Explainers
{
    internal static IExplainer Create(string id, Backbone backbone, string architecture, JsonObject? parameters = null, long seed = 1)
    {
        var registration = ExplainerRegistry.Find(id);
        var settings = registration.Resolve(Backbones.Find(architecture), parameters);
        return registration.Create(new ExplainerContext(backbone, null, seed) { Settings = settings });
    }
}
