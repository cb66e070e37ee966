namespace LCam.Experiments.Store;

/// <summary>One measured number of a run.</summary>
public sealed record MetricRecord(int Epoch, long Step, string Name, double Value);
