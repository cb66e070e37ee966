namespace LCam.Experiments.Store;

/// <summary>An event of the chain.</summary>
/// <param name="Sequence">Its place, from 1.</param>
/// <param name="Time">When, as the store writes times.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">To which run, stage or experiment.</param>
/// <param name="Detail">Canonical JSON of anything more.</param>
/// <param name="PreviousHash">The hash of the event before it.</param>
/// <param name="Hash">See <see cref="EventLog.Hash"/>.</param>
public sealed record EventRecord(long Sequence, string Time, string Kind, string Subject, string Detail, string PreviousHash, string Hash);
