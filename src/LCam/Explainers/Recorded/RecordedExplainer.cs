using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Recorded;

/// <summary>Maps that another program made: of the list's images as they are, for the classes that the network names first.</summary>
internal sealed class RecordedExplainer(RecordedMaps maps, IReadOnlyList<string> images) : IExplainer, IDisposable
{
    private const string FileName = "file";

    /// <summary>Its maps come by <c>compare: { maps: ..., name: ... }</c>, never by its id.</summary>
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "maps",
        DisplayName = "Maps made elsewhere",
        Traits = new(
            "What the program that made the maps says.",
            NetworkAccess.Unknown),
        Make = context => new RecordedExplainer(
            RecordedMaps.Open(context.Settings!.Text(FileName) ?? throw new ArgumentException("recorded maps need a file", nameof(context))),
            context.Images ?? throw new ArgumentException("recorded maps are of the images of a list", nameof(context))),
        ForwardPasses = (_, _) => 0,
        Parameters = [ExplainerParameter.File(FileName, "NumPy arrays of maps, or a folder of such.")],
    };

    public string Id => Registration.Id;

    public bool IsRecorded => true;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var rows = pass.Places.Select(place => maps.Read(place, images[place])).ToList();
        return stack([.. rows.Select(row => tensor(row.Pixels, [row.Side, row.Side]))]).to(pass.Images.dtype).to(pass.Images.device).MoveToOuterDisposeScope();
    }

    public void Dispose() => maps.Dispose();
}
