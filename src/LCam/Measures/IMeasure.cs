namespace LCam.Measures;

/// <summary>A number about each image's map that needs the network, the map or the object: it is stored image by image.</summary>
public interface IMeasure
{
    /// <summary>
    /// A value for each of the batch's first <see cref="MeasureBatch.Count"/> images; null where the measure is undefined,
    /// never NaN. A value depends on its image and map alone, never on the rest of the batch.
    /// </summary>
    IReadOnlyList<double?> Measure(MeasureBatch batch);
}
