namespace LCam.Weights;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Summary">Name, type and shape.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record SafetensorsEntry(TensorSummary Summary, long Begin, long End);
