"""Consultation forums: sessions, recommendations, responses and the rest of the policy trail."""
