namespace LCam.Randomness;

/// <summary>What a random number is for. The numbers are part of every result: never renumber, only append.</summary>
public enum RandomPurpose
{
    Shuffle = 1,
    Crop = 2,
    Flip = 3,
    AttentionInitialisation = 4,
    ClassifierInitialisation = 5,
    Dropout = 6,
    RiseMasks = 7,
    Scene = 8,
    RandomMap = 9,
    TieBreaking = 10,
    Bootstrap = 11,
    Sampling = 12,
    TrainingMuting = 13,
    Randomisation = 14,
    GallerySample = 15,
    AuditSampling = 16,
    DataSplit = 17,
}
