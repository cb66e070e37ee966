namespace LCam.Models;

/// <summary>What a spec gets for an architecture where it says nothing.</summary>
/// <param name="Epochs">Epochs that an attention is trained.</param>
/// <param name="DecayFactor">The learning rate's factor at the start of each decaying epoch.</param>
/// <param name="DecayLastEpoch">Last epoch (0-based, inclusive) whose start decays the learning rate.</param>
/// <param name="RiseMasks">Masks that RISE is given.</param>
public sealed record BackboneDefaults(int Epochs, double DecayFactor, int DecayLastEpoch, int RiseMasks);
