using System.Text.Json.Serialization.Metadata;
using LCam.Evaluation;

namespace LCam.Experiments.Journals;

/// <summary>
/// Fields of an image's line that journals had before all measures stood in one: they are read into that one, and written
/// no more. A line had a mask's share for each image with an object, and the energy where it was defined.
/// </summary>
internal static class FormerFields
{
    private const string Energy = "energy-inside";
    private const string Share = "mask-share";

    /// <summary>Lets the serializer read them.</summary>
    public static void Add(JsonTypeInfo type)
    {
        if (type.Type != typeof(ImageScore))
        {
            return;
        }

        var measures = type.Properties.Single(property => property.Name == "measures");
        var (get, set) = (measures.Get!, measures.Set!);

        // Whichever field stands first in a line.
        measures.Set = (score, value) =>
        {
            if (value is IReadOnlyDictionary<string, double?> read)
            {
                Take(score, read);
            }
        };
        AddField(Energy, (_, value) => new Dictionary<string, double?> { [Energy] = value });
        AddField(Share, (score, value) => new Dictionary<string, double?> { [Energy] = Taken(score)?.GetValueOrDefault(Energy), [Share] = value });

        void AddField(string name, Func<object, double, IReadOnlyDictionary<string, double?>> measured)
        {
            var field = type.CreateJsonPropertyInfo(typeof(double?), name);
            field.Set = (score, value) =>
            {
                if (value is double number)
                {
                    Take(score, measured(score, number));
                }
            };
            type.Properties.Add(field);
        }

        IReadOnlyDictionary<string, double?>? Taken(object score) => get(score) as IReadOnlyDictionary<string, double?>;

        void Take(object score, IReadOnlyDictionary<string, double?> read)
        {
            if (Taken(score) is not { } before)
            {
                set(score, read);
                return;
            }

            var all = before.ToDictionary();
            foreach (var (id, value) in read)
            {
                all[id] = value;
            }

            set(score, all);
        }
    }
}
