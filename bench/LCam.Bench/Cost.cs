namespace LCam.Bench;

/// <summary>What a run of the program took.</summary>
/// <param name="Seconds">Wall time, start of the runtime included.</param>
/// <param name="ProcessorSeconds">Processor time over all threads.</param>
/// <param name="Bytes">The most memory that was resident at once.</param>
internal sealed record Cost(double Seconds, double ProcessorSeconds, long Bytes);
