namespace LCam.Randomness;

/// <summary>Four 32-bit words: a counter going into Philox, or the random words coming out.</summary>
public readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3);
