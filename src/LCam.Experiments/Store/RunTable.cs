namespace LCam.Experiments.Store;

/// <summary>A table of what is known of runs, as digests cover it.</summary>
/// <param name="Id">Its name in events and findings.</param>
/// <param name="Name">Its name in the database.</param>
/// <param name="Key">The column of the run's id.</param>
/// <param name="Columns">All others, in the order in which they are digested.</param>
/// <param name="Order">The rest of its primary key: the order of a run's rows.</param>
internal sealed record RunTable(string Id, string Name, string Key, string Columns, string Order)
{
    /// <summary>Reads one run's rows; the parameter is its id.</summary>
    public string OfRun => $"SELECT {Key}, {Columns} FROM {Name} WHERE {Key} = ?1 ORDER BY {Ordering}";

    /// <summary>Reads the rows of many runs, run by run; the parameters are the first id, and the one behind the last, of either only where there is one.</summary>
    public string OfRuns(bool hasFirst, bool hasEnd)
    {
        var bounds = (hasFirst, hasEnd) switch
        {
            (true, true) => $"WHERE {Key} >= ?1 AND {Key} < ?2 ",
            (true, false) => $"WHERE {Key} >= ?1 ",
            (false, true) => $"WHERE {Key} < ?1 ",
            (false, false) => "",
        };
        return $"SELECT {Key}, {Columns} FROM {Name} {bounds}ORDER BY {Ordering}";
    }

    private string Ordering => Order.Length == 0 ? Key : $"{Key}, {Order}";
}
