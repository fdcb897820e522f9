package steadfast.local.demo;

/** What a run was asked for. */
record DemoSettings(int orders, long seed, Pace pace, String weather) {}
