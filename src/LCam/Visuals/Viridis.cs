using System.Globalization;

namespace LCam.Visuals;

/// <summary>
/// Matplotlib's <c>viridis</c> (van der Walt and Smith 2015, published under CC0), whose brightness grows evenly: every
/// fifth of its 256 published colours, with straight lines between them. No channel is more than 1 of 255 off the rest.
/// </summary>
internal static class Viridis
{
    private const string Colours =
        """
        440154 46085C 471063 481769 481D6F 482475 472A7A 46307E 453781 433D84 414287 3F4889 3D4E8A
        3A538B 38598C 355E8D 33638D 31688E 2E6D8E 2C718E 2A768E 297B8E 27808E 25848E 23898E 218E8D
        20928C 1F978B 1E9C89 1FA188 21A585 24AA83 28AE80 2EB37C 35B779 3DBC74 46C06F 50C46A 5AC864
        65CB5E 70CF57 7CD250 89D548 95D840 A2DA37 B0DD2F BDDF26 CAE11F D8E219 E5E419 F1E51D FDE725
        """;

    private static readonly int[] Anchors =
        [.. Colours.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    public static Rgb At(double value)
    {
        var place = Math.Clamp(value, 0, 1) * (Anchors.Length - 1);
        var below = Math.Min((int)place, Anchors.Length - 2);
        return new Rgb(Channel(16), Channel(8), Channel(0));

        byte Channel(int shift)
        {
            var (from, to) = ((Anchors[below] >> shift) & 255, (Anchors[below + 1] >> shift) & 255);
            return (byte)Math.Round(from + ((to - from) * (place - below)), MidpointRounding.AwayFromZero);
        }
    }
}
