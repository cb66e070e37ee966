using LCam.Evaluation;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Measures;

/// <summary>The pointing game: whether the map is highest on the object.</summary>
internal sealed class PointingGame : IMeasure
{
    internal static MeasureRegistration Registration { get; } = new()
    {
        Id = "pointing-game",
        Name = "Pointing game",
        Caption = "maps whose maximum lies on the object (%, higher is better)",
        Direction = MeasureDirection.HigherIsBetter,
        Definition = "1 where the unmuted map's maximum, at the input's size, lies inside the object's mask, else 0; there is no "
            + "tolerance around the mask. Of several maxima the first in row-major order counts; for the all-ones control, the one "
            + "that its random order would mute last.",
        Undefined = "Without an object mask or where it covers nothing, and for a raw map that is constant or not finite where that was not meant.",
        Source = "Zhang et al. 2016 (Top-down Neural Attention by Excitation Backprop), with a mask for its tolerance of 15 pixels",
        NeedsObjects = true,
        Make = _ => new PointingGame(),
    };

    public IReadOnlyList<double?> Measure(MeasureBatch batch)
    {
        if (batch.Objects is null)
        {
            return new double?[batch.Count];
        }

        using var scope = NewDisposeScope();
        var said = batch.Objects.to(batch.Maps.Maps.device).to(int8).flatten(1);
        var objects = said == Scalars.Of(1);
        var maxima = Maxima(batch.Maps, Padded(said == Scalars.Of(ObjectEnergy.Ignored), batch.Maps.Maps.shape[0])).narrow(0, 0, batch.Count);
        var hits = objects.gather(1, maxima).squeeze(1).cpu().data<bool>().ToArray();
        var hasObject = objects.any(1).cpu().data<bool>().ToArray();
        var degenerate = batch.Degenerate;
        return [.. hits.Select((hit, row) => degenerate[row] || !hasObject[row] ? (double?)null : hit ? 1 : 0)];
    }

    // The rows that fill up a batch have no masks; their maxima are not looked at.
    private static Tensor Padded(Tensor ignored, long rows) =>
        rows == ignored.shape[0] ? ignored : cat([ignored, zeros([rows - ignored.shape[0], ignored.shape[1]], dtype: @bool, device: ignored.device)]);

    // Which of equal values argmax takes is up to the library, so each maximum is given a number of its own.
    private static Tensor Maxima(InputMaps maps, Tensor ignored)
    {
        using var scope = NewDisposeScope();
        var flat = maps.Maps.flatten(1).masked_fill(ignored, Scalars.Of(double.NegativeInfinity));
        var preference = maps.TieOrder is null
            ? arange(Scalars.Of(flat.shape[1]), Scalars.Of(0), Scalars.Of(-1), dtype: int64, device: flat.device).expand(flat.shape)
            : zeros_like(maps.TieOrder).scatter(1, maps.TieOrder, arange(Scalars.Of(1), Scalars.Of(flat.shape[1] + 1), Scalars.Of(1), dtype: int64, device: flat.device).expand(flat.shape));
        var isMaximum = flat == flat.amax([1], keepdim: true);
        return (isMaximum.to(int64) * preference).argmax(1, keepdim: true).MoveToOuterDisposeScope();
    }
}
