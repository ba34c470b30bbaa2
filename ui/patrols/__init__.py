"""Patrols 常态化巡查 and campaigns: planned, walked, what they found and what was left out."""
