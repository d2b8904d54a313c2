namespace Chancery.Connector.Tests;

internal static class Placeholder;
