namespace LCam.Experiments.Galleries;

/// <summary>What a gallery is to show: found in the store, before any network is loaded.</summary>
/// <param name="Networks">Those with scores.</param>
/// <param name="Images">Chosen, in the order of the choice.</param>
/// <param name="Available">Images that there were to choose from.</param>
/// <param name="Percentage">Of the scores by which they were chosen.</param>
/// <param name="Notes">What cannot be shown, and why.</param>
internal sealed record GalleryPlan(
    IReadOnlyList<PlannedNetwork> Networks, IReadOnlyList<ChosenImage> Images, int Available, double Percentage, IReadOnlyList<string> Notes);
