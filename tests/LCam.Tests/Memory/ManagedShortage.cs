namespace LCam.Tests.Memory;

/// <summary>What the runtime throws when its own memory runs out.</summary>
internal sealed class ManagedShortage : OutOfMemoryException;
