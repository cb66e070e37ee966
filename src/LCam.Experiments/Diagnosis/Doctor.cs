namespace LCam.Experiments.Diagnosis;

/// <summary>Looks whether the program works on this machine.</summary>
public static class Doctor
{
    /// <summary>All checks, one after the other, as they are enumerated.</summary>
    /// <param name="store">The store's folder; it need not be there.</param>
    public static IEnumerable<HealthCheck> Examine(string store)
    {
        IEnumerable<(string Name, Func<HealthCheck> Check)> checks =
        [
            .. MachineChecks.All,
            .. NumericChecks.All,
            .. LibraryChecks.All,
            .. new StoreChecks(store).All,
        ];
        return checks.Select(entry => HealthCheck.Try(entry.Name, entry.Check));
    }
}
