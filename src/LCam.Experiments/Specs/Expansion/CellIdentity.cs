using LCam.Losses;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Specs.Expansion;

/// <summary>What tells two cells of one spec apart; measuring follows from it.</summary>
internal readonly record struct CellIdentity(string Backbone, Variant Variant, LossKind Loss, Protocol Protocol, long Seed, TrainingOptions Training);
